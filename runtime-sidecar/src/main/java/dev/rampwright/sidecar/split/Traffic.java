package dev.rampwright.sidecar.split;

import dev.rampwright.contracts.InvalidContractException;
import dev.rampwright.contracts.Outcomes;
import dev.rampwright.contracts.TrafficWeights;
import dev.rampwright.sidecar.split.Acceptance.Accepted;
import dev.rampwright.sidecar.split.Acceptance.Rejected;
import dev.rampwright.sidecar.split.Acceptance.Stale;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The weights in force. A request belongs to the epoch in which it was assigned: those of an older
 * epoch that end later count in counters that nobody reads any more. Lives on the event loop.
 */
public final class Traffic {
  /** The format versions that {@link #accept} takes. */
  public static final List<Integer> READS =
      List.of(TrafficWeights.FORMAT_VERSION, TrafficWeights.STICKY_FORMAT_VERSION);

  private Epoch current = new Epoch(TrafficWeights.local(0));

  /**
   * Decides for one more request.
   *
   * @param header the value of the request's header of that name
   */
  public Assignment assign(Function<String, @Nullable String> header) {
    return current.assign(header);
  }

  /** Puts weights in force, unless a later epoch is, or this one is with other weights. */
  public Acceptance accept(TrafficWeights weights) {
    if (!READS.contains(weights.formatVersion())) {
      return new Rejected(
          "formatVersion is %d, this sidecar reads %d and %d"
              .formatted(weights.formatVersion(), READS.getFirst(), READS.getLast()));
    }
    if (weights.candidate() != null && weights.candidate().revision() == null) {
      return new Rejected("candidate.revision is missing");
    }
    if (weights.epoch() < current.number()) {
      return new Stale(
          "epoch %d is in force, later than %d".formatted(current.number(), weights.epoch()));
    }
    try {
      return weights.epoch() == current.number() ? refresh(weights) : renew(weights);
    } catch (InvalidContractException e) {
      return new Rejected(String.valueOf(e.getMessage()));
    }
  }

  public long epoch() {
    return current.number();
  }

  public int candidateWeightBasisPoints() {
    return current.weightBasisPoints();
  }

  public Outcomes localOutcomes() {
    return current.local().snapshot();
  }

  public Outcomes candidateOutcomes() {
    return current.candidate().snapshot();
  }

  private Acceptance refresh(TrafficWeights weights) {
    if (!current.hasWeightsOf(weights)) {
      return new Rejected(
          current + ": a change of weight, revision or stickiness needs a higher epoch");
    }
    current.moveTo(Epoch.endpointsOf(weights));
    return new Accepted();
  }

  private Acceptance renew(TrafficWeights weights) {
    current = new Epoch(weights);
    return new Accepted();
  }
}
