package dev.rampwright.sidecar.cache;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where calls of the second level block. Those that somebody waits for have threads of the system:
 * the reply wakes the thread itself, where a virtual one is woken by way of two others, each of
 * which takes its turn on the container's one processor. The thread that became idle last takes the
 * next call, so that one is warm and the others end.
 *
 * @param calls few at a time, short
 * @param unhurried any number, however long
 */
public record RedisThreads(ExecutorService calls, ExecutorService unhurried) {
  private static final int IDLE_SECONDS = 10;

  /** Threads that end when they have been idle for a while. */
  public static RedisThreads create() {
    // A thread that has just told its outcome may not be idle yet when the next call comes.
    int most = 2 * RedisConnector.MAX_CONNECTIONS;
    return new RedisThreads(
        new ThreadPoolExecutor(
            0,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().name("redis-", 0).daemon().factory()),
        Executors.newVirtualThreadPerTaskExecutor());
  }

  /** Takes no more calls; those that are under way go on. */
  public void close() {
    calls.shutdown();
    unhurried.shutdown();
  }
}
