package dev.rampwright.contracts;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the sidecars that take requests split them between their own revision and a candidate.
 *
 * @param formatVersion {@link #FORMAT_VERSION}, or {@link #STICKY_FORMAT_VERSION} with {@code
 *     sticky}
 * @param epoch rises with every change of the weights, never falls; counters belong to one epoch
 * @param candidate absent: everything is served locally
 * @param sticky absent: request by request
 */
public record TrafficWeights(
    int formatVersion, long epoch, @Nullable Candidate candidate, @Nullable Sticky sticky) {
  /** Written without {@code sticky}, so that sidecars of 0.1.0 take it. */
  public static final int FORMAT_VERSION = 1;

  /** Written with {@code sticky}, so that a sidecar that would ignore it refuses instead. */
  public static final int STICKY_FORMAT_VERSION = 2;

  /** Basis points of the whole. */
  public static final int SLOTS = 10_000;

  public TrafficWeights {
    if (sticky != null && formatVersion < STICKY_FORMAT_VERSION) {
      throw new IllegalArgumentException(
          "sticky needs formatVersion " + STICKY_FORMAT_VERSION + ", is " + formatVersion);
    }
  }

  /** Weights that split request by request. */
  public TrafficWeights(int formatVersion, long epoch, @Nullable Candidate candidate) {
    this(formatVersion, epoch, candidate, null);
  }

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
      if (weightBasisPoints < 0 || weightBasisPoints > SLOTS) {
        throw new IllegalArgumentException(
            "weightBasisPoints must be 0..10000, is " + weightBasisPoints);
      }
      endpoints = List.copyOf(endpoints);
    }
  }

  /**
   * Keeps a session on one side: the candidate has a key's requests if {@link #slotOf} it lies
   * below the weight. As the slot depends on nothing else, every pod decides alike, and while the
   * weight rises no session returns from the candidate. Requests without the header are split one
   * by one.
   *
   * @param rolloutId shuffles the sessions anew for each rollout, so that not always the same ones
   *     go first; not empty, without NUL
   * @param header name of the header that carries the session's key
   */
  public record Sticky(String rolloutId, String header) {
    /** RFC 9110, section 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    public Sticky {
      if (rolloutId == null || rolloutId.isEmpty() || rolloutId.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("sticky.rolloutId must be a text without NUL");
      }
      if (header == null || !TOKEN.matcher(header).matches()) {
        throw new IllegalArgumentException(
            "sticky.header must be the name of a header such as x-session-id, is " + header);
      }
    }

    /** A session's place among {@link #SLOTS}, the same in every pod. */
    public int slotOf(String key) {
      return (int) Long.remainderUnsigned(Digests.sha256Head(rolloutId + '\0' + key), SLOTS);
    }
  }

  /** The same weights, by session. */
  public TrafficWeights by(Sticky stickiness) {
    return new TrafficWeights(STICKY_FORMAT_VERSION, epoch, candidate, stickiness);
  }

  /** Everything local, in force from {@code epoch} on. */
  public static TrafficWeights local(long epoch) {
    return new TrafficWeights(FORMAT_VERSION, epoch, null);
  }
}
