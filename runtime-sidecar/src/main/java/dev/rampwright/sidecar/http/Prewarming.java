package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.PrewarmOrder;
import dev.rampwright.contracts.SidecarStats;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what was ordered to be asked before clients do, each order once: another one takes
 * the place of the one before. Lives on the event loop.
 */
public final class Prewarming {
  private final Function<PrewarmOrder, PrewarmRun> runs;
  private @Nullable PrewarmRun run;

  Prewarming(Function<PrewarmOrder, PrewarmRun> runs) {
    this.runs = runs;
  }

  /** Begins, unless that order was taken already. */
  public void take(PrewarmOrder order) {
    PrewarmRun before = run;
    if (before != null && before.isOf(order)) {
      return;
    }
    if (before != null) {
      before.stop();
    }
    PrewarmRun next = runs.apply(order);
    run = next;
    next.start();
  }

  /** How far the order in force is; empty: nothing was ordered. */
  public Optional<SidecarStats.Prewarm> progress() {
    return Optional.ofNullable(run).map(PrewarmRun::progress);
  }
}
