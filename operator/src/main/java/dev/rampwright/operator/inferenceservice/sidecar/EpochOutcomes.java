package dev.rampwright.operator.inferenceservice.sidecar;

import dev.rampwright.contracts.SidecarStats.Outcomes;

/**
 * What the pods that split the traffic have counted in one epoch, restarted and vanished ones
 * included.
 *
 * @param stable requests that were meant for their own revision
 * @param candidate requests that were meant for the candidate
 */
public record EpochOutcomes(Outcomes stable, Outcomes candidate) {
  public static final EpochOutcomes NONE = new EpochOutcomes(Outcomes.NONE, Outcomes.NONE);
}
