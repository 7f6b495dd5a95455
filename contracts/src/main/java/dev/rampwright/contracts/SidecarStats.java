package dev.rampwright.contracts;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  public int formatVersion() {
    return core.formatVersion();
  }

  public List<Integer> speaks() {
    return core.speaks();
  }

  public String instance() {
    return core.instance();
  }

  public String revision() {
    return core.revision();
  }

  public String configDigest() {
    return core.configDigest();
  }

  public long epoch() {
    return core.epoch();
  }

  public int candidateWeightBasisPoints() {
    return core.candidateWeightBasisPoints();
  }

  public boolean draining() {
    return core.draining();
  }

  public int inFlightLocal() {
    return core.inFlightLocal();
  }

  public int inFlightCandidate() {
    return core.inFlightCandidate();
  }

  public Outcomes local() {
    return core.local();
  }

  public Outcomes candidate() {
    return core.candidate();
  }

  public CacheCounters cache() {
    return core.cache();
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

  /**
   * Requests of one revision in one epoch, all cumulative.
   *
   * @param started requests assigned to the revision, counted when that was decided; replays and
   *     client aborts included, so that the measured share is exact at every instant
   * @param finished those that ended, well or badly; replays and client aborts do not count
   * @param errors those that ended badly, by class
   * @param samples what latency and hit rate are judged by; absent from sidecars of 0.1.0. Its
   *     histograms are text, so a reader that adds several sidecars up must decode them
   */
  public record Outcomes(
      long started, long finished, Map<ErrorClass, Long> errors, @Nullable Samples samples) {
    public static final Outcomes NONE = new Outcomes(0, 0, Map.of());

    public Outcomes {
      errors = Map.copyOf(errors);
    }

    /** Counters without samples. */
    public Outcomes(long started, long finished, Map<ErrorClass, Long> errors) {
      this(started, finished, errors, null);
    }

    /** All errors together. */
    public long failed() {
      return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Both together, without samples: their histograms are text, which a reader decodes first. */
    public Outcomes plus(Outcomes other) {
      Map<ErrorClass, Long> sum = new TreeMap<>(errors);
      other.errors.forEach((error, count) -> sum.merge(error, count, Long::sum));
      return new Outcomes(started + other.started, finished + other.finished, sum);
    }
  }

  /**
   * Latencies and cache lookups of one revision in one epoch, as seen by the pod that took the
   * requests, the hop to the candidate included. Each latency is one sample per request that the
   * revision's engine answered with status 2xx, completely and at the first attempt: a replay says
   * nothing of the engine, and a failure has a class of its own.
   *
   * <p>A histogram is an HdrHistogram in its V2 compressed form, Base64: microseconds, 1 to
   * 3,600,000,000, values beyond clamped; 2 significant digits, which is a relative error of at
   * most 1%. Absent while it has no sample.
   *
   * @param ttft from the request's arrival to the answer's first content event; of streamed answers
   *     only, because the first byte of others comes with the last
   * @param itl mean gap between a stream's content events, {@code (last - first) / (events - 1)};
   *     one value per request, because the gaps inside one answer are not independent; of answers
   *     with at least two events
   * @param e2e from the request's arrival to the answer's end
   * @param cacheHits answered requests that the revision's cache replayed
   * @param cacheMisses answered requests that it looked up and did not find; what may not be looked
   *     up counts in neither
   */
  public record Samples(
      @Nullable String ttft,
      @Nullable String itl,
      @Nullable String e2e,
      long cacheHits,
      long cacheMisses) {
    public static final Samples NONE = new Samples(null, null, null, 0, 0);
  }

  /** Why a request counts as failed by the revision that it was meant for. */
  public enum ErrorClass {
    /** Status 500 to 599. */
    SERVER_ERROR,
    /** Status 429 of the engine's own making. */
    ENGINE_BUSY,
    /** No connection, or one that broke before the answer began. */
    CONNECTION,
    /** A stream without its terminal event, or a body cut short. */
    TRUNCATED,
    /** A stream silent for longer than the idle timeout, or an answer later than the deadline. */
    TIMEOUT,
    /** The candidate refused the hop because it knows a later epoch; served locally. */
    STALE_EPOCH
  }

  /**
   * Lookups of the response cache since the sidecar's start.
   *
   * @param memoryHits answered from the first level, or together with another request that asked
   *     the same
   * @param redisHits answered from the second level
   * @param misses cacheable requests that were not found
   * @param bypassed requests that may not be cached
   * @param redisErrors failed calls of the second level; each of them read as a miss
   */
  public record CacheCounters(
      long memoryHits, long redisHits, long misses, long bypassed, long redisErrors) {
    public static final CacheCounters NONE = new CacheCounters(0, 0, 0, 0, 0);

    /** Answered from either level. */
    public long hits() {
      return memoryHits + redisHits;
    }

    public CacheCounters plus(CacheCounters other) {
      return new CacheCounters(
          memoryHits + other.memoryHits,
          redisHits + other.redisHits,
          misses + other.misses,
          bypassed + other.bypassed,
          redisErrors + other.redisErrors);
    }
  }
}
