package dev.rampwright.operator.inferenceservice.bench;

import dev.rampwright.contracts.Headers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Users of one service: so many requests a second, whatever the answers. */
final class UserLoad implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MOST_OPEN = 200;

  private final HttpClient http =
      HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final URI to;
  private final Consumer<Answer> listener;
  private final AtomicLong number = new AtomicLong();
  private final ConcurrentSkipListSet<Long> open = new ConcurrentSkipListSet<>();
  private final AtomicLong unanswered = new AtomicLong();
  private @Nullable ScheduledFuture<?> sending;

  private UserLoad(URI to, Consumer<Answer> listener) {
    this.to = to;
    this.listener = listener;
  }

  /**
   * Begins at once.
   *
   * @param listener is told of each answer, by many threads
   */
  static UserLoad begin(
      ScheduledExecutorService clock, URI to, int perSecond, Consumer<Answer> listener) {
    UserLoad load = new UserLoad(to, listener);
    load.sending =
        clock.scheduleAtFixedRate(
            load::next, 0, TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.NANOSECONDS);
    return load;
  }

  /** The number of the request that was sent last. */
  long sent() {
    return number.get();
  }

  /** Whether all requests up to that number have ended. */
  boolean hasEnded(long last) {
    @Nullable Long oldest = open.isEmpty() ? null : open.ceiling(0L);
    return oldest == null || oldest > last;
  }

  /** Requests that nobody answered, those that were not even sent included. */
  long unanswered() {
    return unanswered.get();
  }

  private void next() {
    if (open.size() >= MOST_OPEN) {
      unanswered.incrementAndGet();
      return;
    }
    long n = number.incrementAndGet();
    open.add(n);
    long sent = System.nanoTime();
    var unused =
        http.sendAsync(request(n), BodyHandlers.discarding())
            .whenComplete((reply, _) -> ended(n, sent, reply));
  }

  private HttpRequest request(long n) {
    String body =
        """
        {"model": "synthetic", "max_tokens": 1,
         "messages": [{"role": "user", "content": "Number %d"}]}
        """
            .formatted(n);
    return HttpRequest.newBuilder(to)
        .timeout(TIMEOUT)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private void ended(long n, long sent, @Nullable HttpResponse<Void> reply) {
    String revision = reply == null ? "" : reply.headers().firstValue(Headers.REVISION).orElse("");
    if (revision.isEmpty()) {
      unanswered.incrementAndGet();
    }
    boolean good = reply != null && reply.statusCode() == 200;
    listener.accept(new Answer(sent, System.nanoTime(), revision, good));
    open.remove(n);
  }

  @Override
  public void close() {
    if (sending != null) {
      sending.cancel(false);
    }
    http.shutdownNow();
    http.close();
  }
}
