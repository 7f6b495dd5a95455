package dev.rampwright.e2e.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Idle connections; the one used last is lent first, as in the pools of common clients. */
final class Pool implements AutoCloseable {
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);

  private final InetSocketAddress to;
  private final Deque<Idle> idle = new ArrayDeque<>();

  private record Idle(Connection connection, Instant since) {}

  Pool(InetSocketAddress to) {
    this.to = to;
  }

  /** An idle connection that is still open, or a new one. */
  Connection take() throws IOException {
    for (Idle next = poll(); next != null; next = poll()) {
      if (next.since().plus(LONGEST_IDLE).isAfter(Instant.now()) && next.connection().isOpen()) {
        return next.connection();
      }
      next.connection().close();
    }
    return Connection.open(to);
  }

  void give(Connection connection) {
    if (connection.isReusable()) {
      synchronized (idle) {
        idle.addLast(new Idle(connection, Instant.now()));
      }
    } else {
      connection.close();
    }
  }

  private @Nullable Idle poll() {
    synchronized (idle) {
      return idle.pollLast();
    }
  }

  @Override
  public void close() {
    for (Idle next = poll(); next != null; next = poll()) {
      next.connection().close();
    }
  }
}
