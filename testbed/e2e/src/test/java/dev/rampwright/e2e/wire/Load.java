package dev.rampwright.e2e.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.e2e.record.Sent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An open-loop client: it sends at a fixed rate and waits for no answer. Every second request asks
 * for a stream, every twentieth for a long one. All prompts are distinct, so that no cache answers.
 * Bounded: it ends by itself after {@link #LONGEST}, and with {@link #MOST_OPEN} requests open it
 * counts the next as failed instead of sending it.
 */
public final class Load implements AutoCloseable {
  static final Duration LONGEST = Duration.ofMinutes(12);
  static final int MOST_OPEN = 300;
  private static final int STREAM_TOKENS = 5;
  private static final int LONG_TOKENS = 150;

  private final String host;
  private final long most;
  private final Pool pool;
  private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
  private final Map<Long, Boolean> open = new ConcurrentHashMap<>();
  private final AtomicLong number = new AtomicLong();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

  private Load(InetSocketAddress to, long most) {
    this.host = to.getHostString();
    this.most = most;
    this.pool = new Pool(to);
  }

  /** Begins at once. */
  public static Load begin(InetSocketAddress to, int perSecond) {
    Load load = new Load(to, LONGEST.toSeconds() * perSecond);
    var unused =
        load.clock.scheduleAtFixedRate(
            load::next, 0, TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.NANOSECONDS);
    return load;
  }

  /** Requests that are under way. */
  public int open() {
    return open.size();
  }

  /** Streams that are under way. */
  public long openStreams() {
    return open.values().stream().filter(stream -> stream).count();
  }

  /** Those that have ended. */
  public List<Sent> sent() {
    return List.copyOf(sent);
  }

  /** Stops sending, and waits for what is under way. */
  public void finish() {
    clock.close();
    requests.close();
    pool.close();
  }

  @Override
  public void close() {
    finish();
  }

  private void next() {
    long n = number.incrementAndGet();
    if (n > most) {
      clock.shutdown();
      return;
    }
    Instant begun = Instant.now();
    if (open.size() >= MOST_OPEN) {
      sent.add(failed(n, begun, "not sent: " + MOST_OPEN + " requests were open"));
      return;
    }
    open.put(n, n % 2 == 0);
    requests.execute(() -> send(n, begun));
  }

  private void send(long n, Instant begun) {
    try {
      Connection connection = pool.take();
      Reply reply = connection.exchange(request(n));
      sent.add(answered(n, begun, connection, reply));
      pool.give(connection);
    } catch (IOException e) {
      sent.add(failed(n, begun, "no connection: " + e));
    } finally {
      open.remove(n);
    }
  }

  private static Sent answered(long n, Instant begun, Connection connection, Reply reply) {
    boolean good = reply.good(n % 2 == 0);
    return new Sent(
        n,
        begun,
        Instant.now(),
        connection.localPort(),
        connection.opened(),
        reply.status(),
        reply.header("x-rampwright-revision"),
        good,
        good ? "" : detail(reply));
  }

  private static String detail(Reply reply) {
    @Nullable String failure = reply.failure();
    return failure == null ? reply.body().strip() : failure;
  }

  private static Sent failed(long n, Instant begun, String detail) {
    return new Sent(n, begun, Instant.now(), 0, null, 0, null, false, detail);
  }

  private byte[] request(long n) {
    boolean stream = n % 2 == 0;
    int tokens = n % 20 == 0 ? LONG_TOKENS : stream ? STREAM_TOKENS : 1;
    String body =
        """
        {"model": "smollm2", "temperature": 0, "max_tokens": %d, "stream": %s,
         "messages": [{"role": "user", "content": "Number %d"}]}
        """
            .formatted(tokens, stream, n);
    return """
    POST /v1/chat/completions HTTP/1.1\r
    Host: %s\r
    Content-Type: application/json\r
    Content-Length: %d\r
    \r
    %s"""
        .formatted(host, body.getBytes(UTF_8).length, body)
        .getBytes(UTF_8);
  }
}
