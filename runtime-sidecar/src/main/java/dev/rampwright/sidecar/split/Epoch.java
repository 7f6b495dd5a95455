package dev.rampwright.sidecar.split;

import dev.rampwright.contracts.TrafficWeights;
import dev.rampwright.contracts.TrafficWeights.Candidate;
import dev.rampwright.contracts.TrafficWeights.Sticky;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One epoch: its weights, its split, its counters. Only the endpoints may change within it. */
final class Epoch {
  private static final int MAX_ATTEMPTS = 2;

  private final long number;
  private final String revision;
  private final int weightBasisPoints;
  private final @Nullable Sticky sticky;
  private final Splitter splitter;
  private List<Endpoint> endpoints;
  private int nextEndpoint;
  private final OutcomeCounters local = new OutcomeCounters();
  private final OutcomeCounters candidate = new OutcomeCounters();

  Epoch(TrafficWeights weights) {
    this.number = weights.epoch();
    this.revision = revisionOf(weights.candidate());
    this.weightBasisPoints = weightOf(weights.candidate());
    this.sticky = stickyOf(weights);
    this.splitter = new Splitter(weightBasisPoints);
    this.endpoints = endpointsOf(weights);
  }

  static List<Endpoint> endpointsOf(TrafficWeights weights) {
    Candidate candidate = weights.candidate();
    return candidate == null
        ? List.of()
        : candidate.endpoints().stream().map(Endpoint::parse).toList();
  }

  boolean hasWeightsOf(TrafficWeights weights) {
    return revision.equals(revisionOf(weights.candidate()))
        && weightBasisPoints == weightOf(weights.candidate())
        && Objects.equals(sticky, stickyOf(weights));
  }

  void moveTo(List<Endpoint> others) {
    endpoints = others;
  }

  Assignment assign(Function<String, @Nullable String> header) {
    if (isCandidates(header)) {
      candidate.started();
      return new Assignment.ToCandidate(number, attempts(), candidate);
    }
    local.started();
    return new Assignment.ToLocal(local);
  }

  long number() {
    return number;
  }

  int weightBasisPoints() {
    return weightBasisPoints;
  }

  OutcomeCounters local() {
    return local;
  }

  OutcomeCounters candidate() {
    return candidate;
  }

  @Override
  public String toString() {
    return weightBasisPoints == 0
        ? "epoch " + number + " serves everything locally"
        : "epoch %d gives %d basis points to %s".formatted(number, weightBasisPoints, revision);
  }

  /** By its session if it names one, else by turns. */
  private boolean isCandidates(Function<String, @Nullable String> header) {
    if (sticky != null) {
      String session = header.apply(sticky.header());
      if (session != null && !session.isEmpty()) {
        return sticky.slotOf(session) < weightBasisPoints;
      }
    }
    return splitter.nextIsCandidate();
  }

  private List<Endpoint> attempts() {
    if (endpoints.isEmpty()) {
      return List.of();
    }
    int first = nextEndpoint % endpoints.size();
    nextEndpoint = first + 1;
    Endpoint chosen = endpoints.get(first);
    Endpoint second = endpoints.get((first + 1) % endpoints.size());
    return endpoints.size() < MAX_ATTEMPTS ? List.of(chosen) : List.of(chosen, second);
  }

  /** No candidate and a candidate without weight are the same: everything is local. */
  private static String revisionOf(@Nullable Candidate candidate) {
    return candidate == null || candidate.weightBasisPoints() == 0 ? "" : candidate.revision();
  }

  /** Where everything is local, how it would be split makes no difference. */
  private static @Nullable Sticky stickyOf(TrafficWeights weights) {
    return weightOf(weights.candidate()) == 0 ? null : weights.sticky();
  }

  private static int weightOf(@Nullable Candidate candidate) {
    return candidate == null ? 0 : candidate.weightBasisPoints();
  }
}
