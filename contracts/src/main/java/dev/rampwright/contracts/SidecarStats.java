package dev.rampwright.contracts;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one sidecar says of itself.
 *
 * @param formatVersion {@link #FORMAT_VERSION} of the writer
 * @param speaks the format versions of {@link SidecarConfig} and {@link TrafficWeights} that it
 *     reads
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
public record SidecarStats(
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
    CacheCounters cache) {
  /** The version that this release writes. */
  public static final int FORMAT_VERSION = 1;

  /**
   * Requests of one revision in one epoch.
   *
   * @param started requests assigned to the revision
   * @param finished those that ended, well or badly; client aborts do not count
   * @param errors those that ended badly, by class
   * @param samples how long they took and what the cache gave; absent from a sidecar that does not
   *     measure it
   */
  public record Outcomes(
      long started, long finished, Map<ErrorClass, Long> errors, @Nullable Samples samples) {
    public static final Outcomes NONE = new Outcomes(0, 0, Map.of());

    public Outcomes {
      errors = Map.copyOf(errors);
    }

    /** Without samples. */
    public Outcomes(long started, long finished, Map<ErrorClass, Long> errors) {
      this(started, finished, errors, null);
    }

    /** All errors together. */
    public long failed() {
      return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Both together: the counters of several sidecars add up. The sum has no samples. */
    public Outcomes plus(Outcomes other) {
      Map<ErrorClass, Long> sum = new TreeMap<>(errors);
      other.errors.forEach((error, count) -> sum.merge(error, count, Long::sum));
      return new Outcomes(started + other.started, finished + other.finished, sum);
    }
  }

  /**
   * What one revision's requests measured in one epoch. The texts are HdrHistograms (V2,
   * compressed, Base64, 2 significant digits) of microseconds, cumulative in the epoch, of requests
   * that the cache did not answer; absent while nothing was measured.
   *
   * @param ttft time to the first token of streamed answers
   * @param itl time between tokens of streamed answers
   * @param e2e whole time of all answers
   * @param cacheHits lookups of the response cache that found an answer
   * @param cacheMisses those that found none
   */
  public record Samples(
      @Nullable String ttft,
      @Nullable String itl,
      @Nullable String e2e,
      long cacheHits,
      long cacheMisses) {}

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
   * @param memoryHits answered from the first level
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
