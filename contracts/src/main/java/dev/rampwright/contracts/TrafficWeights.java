package dev.rampwright.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the sidecars that take requests split them between their own revision and a candidate.
 *
 * @param formatVersion {@link #FORMAT_VERSION} of the writer
 * @param epoch rises with every change of the weights, never falls; counters belong to one epoch
 * @param candidate absent: everything is served locally
 */
public record TrafficWeights(int formatVersion, long epoch, @Nullable Candidate candidate) {
  /** The version that this release writes. */
  public static final int FORMAT_VERSION = 1;

  /**
   * The revision that takes a share.
   *
   * @param revision its hash
   * @param weightBasisPoints its share, 0 to 10000 (hundredths of a percent)
   * @param endpoints {@code address:port} of its ready pods: {@link SidecarPorts#HOP} for mutual
   *     TLS, {@link SidecarPorts#SERVE} where either end is of release 0.1.0; requests are spread
   *     over them one by one
   */
  public record Candidate(String revision, int weightBasisPoints, List<String> endpoints) {
    public Candidate {
      if (weightBasisPoints < 0 || weightBasisPoints > 10_000) {
        throw new IllegalArgumentException(
            "weightBasisPoints must be 0..10000, is " + weightBasisPoints);
      }
      endpoints = List.copyOf(endpoints);
    }
  }

  /** Everything local, in force from {@code epoch} on. */
  public static TrafficWeights local(long epoch) {
    return new TrafficWeights(FORMAT_VERSION, epoch, null);
  }
}
