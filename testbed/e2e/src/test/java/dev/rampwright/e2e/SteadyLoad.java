package dev.rampwright.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client that keeps asking, half of it streamed, at a fixed rate that does not wait for answers.
 * Its prompts are all distinct, so that no cache answers. Bounded: it stops by itself after ten
 * minutes.
 */
final class SteadyLoad implements AutoCloseable {
  /**
   * Lock of the stories that ask a real model all the time. A load that does not wait for answers
   * must leave the machine some of its time: ten requests a second take more than half of two
   * cores, and two such loads at once never catch up again.
   */
  static final String CORES = "cores";

  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Client client;
  private final Queue<Answer> bad = new ConcurrentLinkedQueue<>();
  private final Queue<Answer> all = new ConcurrentLinkedQueue<>();
  private final AtomicLong number = new AtomicLong();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

  private final Map<String, Span> spans = new ConcurrentHashMap<>();

  /** When a revision's first and its last answer came. */
  record Span(Instant first, Instant last) {}

  private SteadyLoad(Client client) {
    this.client = client;
  }

  static SteadyLoad of(Service service, int perSecond) {
    return of(new Client(service.url()), perSecond);
  }

  /** Closes the client with itself. */
  static SteadyLoad of(Client client, int perSecond) {
    SteadyLoad load = new SteadyLoad(client);
    long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long most = LONGEST.toSeconds() * perSecond;
    var unused =
        load.clock.scheduleAtFixedRate(() -> load.send(most), 0, period, TimeUnit.NANOSECONDS);
    return load;
  }

  private void send(long most) {
    long n = number.incrementAndGet();
    if (n > most) {
      clock.shutdown();
      return;
    }
    boolean stream = n % 2 == 0;
    requests.execute(
        () -> {
          Answer answer = client.chat("Number " + n, 1, stream);
          note(answer, Instant.now());
          if (!answer.good(stream)) {
            bad.add(answer);
          }
        });
  }

  private void note(Answer answer, Instant at) {
    all.add(answer);
    if (answer.revision() != null) {
      spans.merge(
          answer.revision(), new Span(at, at), (old, now) -> new Span(old.first(), now.last()));
    }
  }

  /** Empty while that revision has answered nobody. */
  Optional<Span> span(String revision) {
    return Optional.ofNullable(spans.get(revision));
  }

  List<Answer> bad() {
    return List.copyOf(bad);
  }

  long from(String revision) {
    return all.stream().filter(answer -> revision.equals(answer.revision())).count();
  }

  int answered() {
    return all.size();
  }

  /** Stops sending and waits for what is under way. */
  void finish() {
    clock.close();
    requests.close();
    client.close();
  }

  @Override
  public void close() {
    finish();
  }
}
