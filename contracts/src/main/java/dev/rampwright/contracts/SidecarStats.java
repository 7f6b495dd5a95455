package dev.rampwright.contracts;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one sidecar says of itself. In JSON the members of the core stand beside the others.
 *
 * @param core what every release has said
 * @param prewarm how far the pre-warming is that was ordered last; absent: none was
 * @param figures what targets are compared with; absent from sidecars of 0.1.0
 * @param servingCertificate SHA-256 of the certificate that clients are shown at {@link
 *     SidecarPorts#SERVE_TLS}, in hexadecimal digits; absent: that port is not open
 */
public record SidecarStats(
    @JsonUnwrapped Core core,
    @Nullable Prewarm prewarm,
    @Nullable Figures figures,
    @Nullable String servingCertificate) {
  /** The version that this release writes. */
  public static final int FORMAT_VERSION = 1;

  /** Of one that was not told to pre-warm anything, has no figures, and serves in clear text. */
  public SidecarStats(Core core) {
    this(core, null, null, null);
  }

  /**
   * What every release has said.
   *
   * @param formatVersion {@link #FORMAT_VERSION} of the writer
   * @param speaks the format versions that it reads: 1 of {@link SidecarConfig} and {@link
   *     TrafficWeights}, 2 of weights that are {@link TrafficWeights.Sticky}
   * @param instance a random id made at its start: another value means that its counters began anew
   * @param revision the pod's own revision
   * @param configDigest {@link Digests#sha256Hex} of the configuration in force, as text
   * @param epoch the epoch of the weights in force; 0 before the first push
   * @param candidateWeightBasisPoints the candidate's share in force, 0 to 10000
   * @param draining whether it has begun to drain
   * @param inFlightLocal requests that its own engine is answering
   * @param inFlightCandidate requests that it forwarded and that are not answered yet
   * @param local outcomes of this epoch's requests that were meant for its own revision
   * @param candidate outcomes of this epoch's requests that were meant for the candidate, those it
   *     then had to serve itself included
   * @param cache counters since its start
   */
  public record Core(
      int formatVersion,
      List<Integer> speaks,
      String instance,
      String revision,
      String configDigest,
      long epoch,
      int candidateWeightBasisPoints,
      boolean draining,
      int inFlightLocal,
      int inFlightCandidate,
      Outcomes local,
      Outcomes candidate,
      CacheCounters cache) {}

  /** The same with these. */
  public SidecarStats with(@Nullable Prewarm warmed, @Nullable Figures measured) {
    return new SidecarStats(core, warmed, measured, servingCertificate);
  }

  /** The same of one that shows clients this certificate; null: none. */
  public SidecarStats showing(@Nullable String certificate) {
    return new SidecarStats(core, prewarm, figures, certificate);
  }

  /**
   * What targets are compared with, all since the sidecar's start.
   *
   * @param tokens lookups of token IDs and counts
   * @param corrupt entries of the second level that did not open, and were dropped
   * @param memoryBytes bytes of the first level's entries now
   * @param firstByte from a request's arrival to its answer's first byte, replays included, of what
   *     this pod answered; a histogram as in {@link Samples}; absent without a request
   * @param peakPerSecond requests answered a second in its busiest ten seconds
   * @param shed requests turned away because slots and queue were full
   */
  public record Figures(
      CacheCounters tokens,
      long corrupt,
      long memoryBytes,
      @Nullable String firstByte,
      double peakPerSecond,
      long shed) {}

  /**
   * How far an order to pre-warm is.
   *
   * @param digest of the {@link PrewarmOrder}
   * @param entries how many it has
   * @param done those whose answers are kept, asked here or found
   * @param skipped those that may not be replayed, or that no client could reach
   * @param failed those that the engine did not answer in a way that may be kept
   */
  public record Prewarm(String digest, int entries, int done, int skipped, int failed) {
    /** Whether nothing more will come of it. */
    public boolean over() {
      return done + skipped + failed >= entries;
    }
  }
}
