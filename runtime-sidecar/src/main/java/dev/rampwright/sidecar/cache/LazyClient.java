package dev.rampwright.sidecar.cache;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/** Connects with the first call, in its thread: building a client may look up a name. */
final class LazyClient {
  private final Supplier<UnifiedJedis> connect;
  private @Nullable UnifiedJedis client;
  private boolean closed;

  LazyClient(Supplier<UnifiedJedis> connect) {
    this.connect = connect;
  }

  synchronized UnifiedJedis get() {
    if (closed) {
      throw new IllegalStateException("this second level is no longer in use");
    }
    UnifiedJedis made = client;
    if (made == null) {
      made = connect.get();
      client = made;
    }
    return made;
  }

  synchronized void close() {
    closed = true;
    if (client != null) {
      client.close();
    }
  }
}
