package dev.rampwright.operator.ramp;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first revision loads; there is nothing to return to, so it is never rolled back.
 *
 * @param revision its hash
 * @param epoch of the split
 * @param since when it was first asked for
 * @param stall why it does not get ready; it still may
 */
public record Starting(String revision, long epoch, Instant since, @Nullable Cause stall)
    implements RampState {
  /** The state of a service that has none yet. */
  public static Starting of(String revision, Instant now) {
    return new Starting(revision, 1, now, null);
  }

  @Override
  public Optional<String> stableRevision() {
    return Optional.empty();
  }

  @Override
  public Optional<String> candidateRevision() {
    return Optional.of(revision);
  }

  @Override
  public String entryRevision() {
    return revision;
  }

  @Override
  public int weightPercent(RampPlan plan) {
    return 0;
  }

  Starting insteadWith(String other, Instant now) {
    return new Starting(other, epoch, now, null);
  }

  Starting stalledBy(@Nullable Cause cause) {
    return new Starting(revision, epoch, since, cause);
  }

  Idle settle(String settled) {
    return new Idle(settled, epoch);
  }
}
