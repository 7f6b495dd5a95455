package dev.rampwright.sidecar.observe;

import dev.rampwright.sidecar.log.Log;
import dev.rampwright.sidecar.slots.SlotEvents;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts what happens to the engine's slots. Lives on the event loop. */
public final class SlotTally implements SlotEvents {
  private static final double[] SECONDS = {0.01, 0.025, 0.05, 0.1, 0.2, 0.35, 0.5, 1, 2.5, 5, 10};

  private final String[] identity;
  private final Log log;
  private final Map<Use, Long> uses = new EnumMap<>(Use.class);
  private final Map<Failure, Long> failures = new EnumMap<>(Failure.class);
  private final Counter granted;
  private final Counter failed;
  private final Histogram moves;
  private final Counter bytes;
  private long saved;
  private long restored;

  public SlotTally(SidecarMetrics metrics, Log log) {
    this.identity = metrics.identity();
    this.log = log;
    this.granted =
        Counter.build(
                SidecarMetrics.PREFIX + "kv_slots_granted_total",
                "Requests that got a slot, by what they found in it.")
            .labelNames(SidecarMetrics.with("found"))
            .register(metrics.registry());
    this.failed =
        Counter.build(
                SidecarMetrics.PREFIX + "kv_slot_failures_total",
                "Slots that could not be saved or restored.")
            .labelNames(SidecarMetrics.with("what"))
            .register(metrics.registry());
    this.moves =
        Histogram.build(
                SidecarMetrics.PREFIX + "kv_slot_move_seconds",
                "How long slots took to be saved and restored.")
            .labelNames(SidecarMetrics.with("move"))
            .buckets(SECONDS)
            .register(metrics.registry());
    this.bytes =
        Counter.build(
                SidecarMetrics.PREFIX + "kv_slot_bytes_total",
                "Bytes of slots that were saved and restored.")
            .labelNames(SidecarMetrics.with("move"))
            .register(metrics.registry());
  }

  @Override
  public void granted(Use use) {
    uses.merge(use, 1L, Long::sum);
    granted.labels(with(use.name().toLowerCase(Locale.ROOT))).inc();
  }

  @Override
  public void saved(Duration engine, Duration whole, long length) {
    saved++;
    moves.labels(with("engine_save")).observe(engine.toNanos() / 1e9);
    moves.labels(with("save")).observe(whole.toNanos() / 1e9);
    bytes.labels(with("save")).inc((double) length);
  }

  @Override
  public void restored(Duration engine, Duration whole, long length) {
    restored++;
    moves.labels(with("engine_restore")).observe(engine.toNanos() / 1e9);
    moves.labels(with("restore")).observe(whole.toNanos() / 1e9);
    bytes.labels(with("restore")).inc((double) length);
  }

  @Override
  public void failed(Failure what, String why) {
    failures.merge(what, 1L, Long::sum);
    failed.labels(with(what.name().toLowerCase(Locale.ROOT))).inc();
    log.warn("a KV slot: " + what.name().toLowerCase(Locale.ROOT) + ": " + why);
  }

  /** Requests that found this in their slot. */
  public long found(Use use) {
    return uses.getOrDefault(use, 0L);
  }

  /** How often that went wrong. */
  public long failures(Failure what) {
    return failures.getOrDefault(what, 0L);
  }

  public long saved() {
    return saved;
  }

  public long restored() {
    return restored;
  }

  private String[] with(String label) {
    String[] labels = Arrays.copyOf(identity, identity.length + 1);
    labels[identity.length] = label;
    return labels;
  }
}
