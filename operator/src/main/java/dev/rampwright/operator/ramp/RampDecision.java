package dev.rampwright.operator.ramp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one pass decides. Everything but the events and verdicts follows from {@code next}, so that
 * a pass may be repeated; {@code next} must be recorded before the rest is acted upon, or a crash
 * between the two could use an epoch twice.
 *
 * @param next the state to record
 * @param traffic the split to push to every pod of the stable revision, each pass
 * @param entryRevision whom the entry Service selects
 * @param scales the revisions that run; all others run no pod
 * @param events what happened just now
 * @param verdicts of all gates at the step in force; empty outside of a step
 * @param recheckAt when to decide again if nothing happens until then; always present while a ramp
 *     runs
 * @param outcome what became of the command; record it with {@code next}, so that none runs twice.
 *     Empty without a command, and while it has to wait: then show it to the next pass again
 * @param benchmark the attempt that needs its benchmark run, finished or not; empty if none does
 */
public record RampDecision(
    RampState next,
    Traffic traffic,
    String entryRevision,
    List<Scale> scales,
    List<RampEvent> events,
    List<GateVerdict> verdicts,
    Optional<Instant> recheckAt,
    Optional<CommandOutcome> outcome,
    Optional<Attempt> benchmark) {
  public RampDecision {
    scales = List.copyOf(scales);
    events = List.copyOf(events);
    verdicts = List.copyOf(verdicts);
  }

  /**
   * How the stable revision's sidecars split. Those of any other revision serve everything
   * themselves, in the same epoch.
   *
   * @param epoch rises with every change of the split
   * @param candidate who takes the share; empty at weight 0
   * @param weightPercent the candidate's share, 0 to 100
   */
  public record Traffic(long epoch, Optional<String> candidate, int weightPercent) {
    /** What the stable revision keeps, 0 to 100. */
    public int stablePercent() {
      return 100 - weightPercent;
    }
  }

  /**
   * How many pods of a revision run.
   *
   * @param revision its hash
   * @param replicas at least 0
   */
  public record Scale(String revision, int replicas) {}
}
