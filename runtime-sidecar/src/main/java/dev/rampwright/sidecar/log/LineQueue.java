package dev.rampwright.sidecar.log;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Lines on their way to a stream that may be slow: a thread of its own renders and writes them.
 * What finds the queue full is dropped and counted, so that nobody who logs ever waits.
 */
public final class LineQueue implements LineSink {
  /** What is accepted last. */
  private record End() implements Supplier<String> {
    @Override
    public String get() {
      return "";
    }
  }

  private static final Supplier<String> END = new End();

  private final BlockingQueue<Supplier<String>> waiting;
  private final AtomicLong dropped = new AtomicLong();
  private final CountDownLatch written = new CountDownLatch(1);
  private final PrintStream out;

  private LineQueue(PrintStream out, int capacity) {
    this.out = out;
    this.waiting = new ArrayBlockingQueue<>(capacity);
  }

  /**
   * Begins to write.
   *
   * @param capacity lines that may wait, at least 1
   */
  public static LineQueue to(PrintStream out, int capacity) {
    LineQueue queue = new LineQueue(out, capacity);
    Thread.ofPlatform().name("log").daemon().start(queue::run);
    return queue;
  }

  @Override
  public void accept(Supplier<String> line) {
    if (!waiting.offer(line)) {
      dropped.incrementAndGet();
    }
  }

  @Override
  public long dropped() {
    return dropped.get();
  }

  /**
   * Ends it when what has been accepted is written.
   *
   * @param patience how long to wait for room, and then for that
   * @return whether everything is written
   */
  public boolean close(Duration patience) throws InterruptedException {
    long nanos = patience.toNanos();
    return waiting.offer(END, nanos, TimeUnit.NANOSECONDS)
        && written.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** One line that cannot be made must not be the last. */
  private static String rendered(Supplier<String> line) {
    try {
      return line.get();
    } catch (RuntimeException e) {
      return "a line of the log could not be rendered: " + e;
    }
  }

  private void run() {
    try {
      for (Supplier<String> line = waiting.take(); line != END; line = waiting.take()) {
        out.println(rendered(line));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      out.flush();
      written.countDown();
    }
  }
}
