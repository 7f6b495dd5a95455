package dev.rampwright.operator.inferenceservice.sidecar;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Sidecars that let a call time out: those of a lost node, say. They are not asked again for a
 * while, at first short, then longer, for each call would hold up a pass, and passes of many such
 * services those of all others. Forgetting is harmless.
 */
final class SilentSidecars {
  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofSeconds(16);
  private static final int MAX_ENTRIES = 65_536;

  private final LongSupplier nanos;
  private final Map<String, Silence> silences = new ConcurrentHashMap<>();

  private record Silence(Duration pause, long sinceNanos) {}

  SilentSidecars(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Whether it is worth a call. */
  boolean mayAnswer(String podUid) {
    Silence silence = silences.get(podUid);
    return silence == null || nanos.getAsLong() - silence.sinceNanos() >= silence.pause().toNanos();
  }

  /** A call of it timed out. */
  void timedOut(String podUid) {
    if (silences.size() >= MAX_ENTRIES) {
      silences.clear();
    }
    silences.merge(
        podUid,
        new Silence(FIRST, nanos.getAsLong()),
        (before, now) -> new Silence(longer(before.pause()), now.sinceNanos()));
  }

  /** It spoke, or could be seen not to listen. */
  void answered(String podUid) {
    silences.remove(podUid);
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
  }
}
