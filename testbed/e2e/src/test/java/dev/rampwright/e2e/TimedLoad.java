package dev.rampwright.e2e;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * Distinct requests at a fixed rate that does not wait for answers, each timed from when it was
 * due.
 */
final class TimedLoad {
  private static final AtomicLong NUMBER = new AtomicLong();

  private final Queue<Answer> bad = new ConcurrentLinkedQueue<>();
  private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();

  private TimedLoad() {}

  /** Sends for so long, and waits for the answers. */
  static TimedLoad of(Client client, int perSecond, Duration length) {
    TimedLoad load = new TimedLoad();
    long begin = System.nanoTime();
    long count = length.toMillis() * perSecond / 1_000;
    try (var requests = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long i = 0; i < count; i++) {
        long due = begin + i * 1_000_000_000L / perSecond;
        LockSupport.parkNanos(due - System.nanoTime());
        requests.execute(() -> load.send(client, due));
      }
    }
    return load;
  }

  private void send(Client client, long due) {
    Answer answer = client.chat("Number " + NUMBER.incrementAndGet(), 1, false);
    nanos.add(System.nanoTime() - due);
    if (!answer.good(false)) {
      bad.add(answer);
    }
  }

  List<Answer> bad() {
    return List.copyOf(bad);
  }

  int answered() {
    return nanos.size();
  }

  /** In milliseconds; {@code share} of them took at most so long. */
  double quantile(double share) {
    long[] sorted = nanos.stream().flatMapToLong(LongStream::of).sorted().toArray();
    return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] / 1e6;
  }
}
