package dev.rampwright.sidecar.cache.policy;

import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was decided on requests that come again byte by byte, as those of agents do: their JSON need
 * not be read and their key not be derived again. What two requests share is a place, of which
 * there are some thousands, never a decision: all that a decision depends on is compared, the body
 * in full. Bounded by bytes, forgets all when it is full. Lives on the event loop.
 */
final class DecisionMemo {
  /** Longer bodies are not remembered. */
  static final int MAX_BODY_BYTES = 64 * 1024;

  private static final int PLACE_BITS = 12;
  private static final int MAX_BYTES = 4 << 20;
  private static final int ENTRY_BYTES = 256;

  private final @Nullable Entry[] places = new @Nullable Entry[1 << PLACE_BITS];
  private final long multiplier;
  private long bytes;

  private record Entry(
      int hash, CacheScope scope, Ask ask, Eligibility eligibility, Decision decision) {
    boolean isOf(int otherHash, CacheScope otherScope, Ask other, Eligibility otherEligibility) {
      return hash == otherHash
          && eligibility == otherEligibility
          && scope.equals(otherScope)
          && ask.tenant().equals(other.tenant())
          && ask.agent().equals(other.agent())
          && ask.path().equals(other.path())
          && ask.query() == other.query()
          && ask.contentType().equals(other.contentType())
          && ask.credential().equals(other.credential())
          && ask.directives().equals(other.directives())
          && Arrays.equals(ask.body(), other.body());
    }

    int bytes() {
      return ENTRY_BYTES + ask.body().length;
    }
  }

  /**
   * Remembers nothing yet.
   *
   * @param seed random, so that no tenant can tell which request of another one takes the place of
   *     its own
   */
  DecisionMemo(long seed) {
    this.multiplier = seed | 1;
  }

  /** The decision as it was made before, else as it is made now. */
  Decision decide(CacheScope scope, Ask ask, Eligibility eligibility, Supplier<Decision> decision) {
    if (ask.body().length > MAX_BODY_BYTES) {
      return decision.get();
    }
    int hash = Arrays.hashCode(ask.body());
    int place = place(scope.namespace(), hash);
    @Nullable Entry known = places[place];
    if (known != null && known.isOf(hash, scope, ask, eligibility)) {
      return known.decision();
    }
    Decision made = decision.get();
    put(place, new Entry(hash, scope, ask, eligibility, made));
    return made;
  }

  /** Bytes that it takes, about. */
  long bytes() {
    return bytes;
  }

  private void put(int place, Entry entry) {
    @Nullable Entry old = places[place];
    bytes += entry.bytes() - (old == null ? 0 : old.bytes());
    places[place] = entry;
    if (bytes > MAX_BYTES) {
      Arrays.fill(places, null);
      bytes = 0;
    }
  }

  /**
   * By multiplication with what nobody knows: any two collide in one of some thousand processes.
   */
  private int place(Namespace namespace, int hash) {
    long both = ((long) namespace.text().hashCode() << 32) | (hash & 0xffff_ffffL);
    return (int) ((both * multiplier) >>> (Long.SIZE - PLACE_BITS));
  }
}
