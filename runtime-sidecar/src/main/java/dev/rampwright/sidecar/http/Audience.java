package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.cache.policy.CachePolicy;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The clients that read one answer, and what of it not all of them have read. Lives on the event
 * loop.
 */
final class Audience {
  /** How far a client may fall behind the others. */
  private static final int MAX_LAG_BYTES = CachePolicy.MAX_BYTES;

  private final ByteLog log = new ByteLog();
  private final List<Feed> feeds = new ArrayList<>();

  void join(Feed feed) {
    feeds.add(feed);
  }

  /** Whether it was still there. */
  boolean leave(Feed feed) {
    return feeds.remove(feed);
  }

  boolean isEmpty() {
    return feeds.isEmpty();
  }

  /** A copy: who is cut off or ends leaves. */
  List<Feed> all() {
    return List.copyOf(feeds);
  }

  /** Nobody waits any more; gives who did. */
  List<Exchange> dismiss() {
    List<Exchange> waiting = all().stream().map(Feed::exchange).toList();
    feeds.clear();
    return waiting;
  }

  ByteLog log() {
    return log;
  }

  /** There is more to read. */
  void add(Buffer chunk) {
    log.add(chunk);
  }

  /** All read on. */
  void pump() {
    all().forEach(Feed::pump);
  }

  /** Cuts off who has fallen too far behind the others. */
  void cutLaggards() {
    all().forEach(this::cutIfFarBehind);
  }

  private void cutIfFarBehind(Feed feed) {
    boolean othersRead = feeds.stream().anyMatch(other -> !other.isHeldUpByClient());
    if (feed.isHeldUpByClient() && othersRead && lag(feed) > MAX_LAG_BYTES) {
      Exchange exchange = feed.exchange();
      exchange.cut(new Outcome.ClientLeft(exchange.response().getStatusCode()));
    }
  }

  private long lag(Feed feed) {
    long bytes = 0;
    for (int i = feed.next(); i < log.end() && bytes <= MAX_LAG_BYTES; i++) {
      bytes += log.get(i).length();
    }
    return bytes;
  }

  /** Whether none of those who are there reads on. */
  boolean isHeldUp() {
    return !feeds.isEmpty() && feeds.stream().allMatch(Feed::isHeldUpByClient);
  }

  /** Whether more is kept than a client may fall behind. */
  boolean keepsTooMuch() {
    return log.bytes() > MAX_LAG_BYTES;
  }

  /** Drops what all have read: nobody can begin at the beginning any more. */
  void dropRead() {
    log.dropBefore(feeds.stream().mapToInt(Feed::next).min().orElse(log.end()));
  }
}
