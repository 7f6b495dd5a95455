package dev.rampwright.sidecar.split;

import dev.rampwright.contracts.TrafficWeights;
import dev.rampwright.contracts.TrafficWeights.Candidate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One epoch: its weights, its splitter, its counters. Only the endpoints may change within it. */
final class Epoch {
  private static final int MAX_ATTEMPTS = 2;

  private final long number;
  private final String revision;
  private final int weightBasisPoints;
  private final Splitter splitter;
  private List<Endpoint> endpoints;
  private int nextEndpoint;
  private final OutcomeCounters local = new OutcomeCounters();
  private final OutcomeCounters candidate = new OutcomeCounters();

  Epoch(TrafficWeights weights) {
    this.number = weights.epoch();
    this.revision = revisionOf(weights.candidate());
    this.weightBasisPoints = weightOf(weights.candidate());
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
        && weightBasisPoints == weightOf(weights.candidate());
  }

  void moveTo(List<Endpoint> others) {
    endpoints = others;
  }

  Assignment assign() {
    return splitter.nextIsCandidate()
        ? new Assignment.ToCandidate(number, attempts(), candidate)
        : new Assignment.ToLocal(local);
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

  private static int weightOf(@Nullable Candidate candidate) {
    return candidate == null ? 0 : candidate.weightBasisPoints();
  }
}
