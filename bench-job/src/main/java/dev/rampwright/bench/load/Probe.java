package dev.rampwright.bench.load;

import dev.rampwright.bench.process.RunClock;
import dev.rampwright.bench.process.StopSignal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a target for one token before the load begins: waits for one that is not up yet, and ends a
 * run that cannot succeed in seconds instead of at its end.
 *
 * <p>Connection errors, 429, 502, 503 and 504 are tried again until the patience ends; other 4xx
 * answers three times; any other answer lets the load begin, and so does a target that accepts but
 * is slow.
 */
public final class Probe {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int REFUSALS = 3;

  private final Executor loop;
  private final Transport transport;
  private final RunClock clock;
  private final StopSignal stop;
  private final Duration patience;

  /**
   * A probe.
   *
   * @param patience how long a target may take to come up
   */
  public Probe(
      Executor loop, Transport transport, RunClock clock, StopSignal stop, Duration patience) {
    this.loop = loop;
    this.transport = transport;
    this.clock = clock;
    this.stop = stop;
    this.patience = patience;
  }

  /**
   * Blocks until it is known.
   *
   * @param url the target, for messages
   */
  public ProbeResult probe(String url) {
    long until = clock.now() + patience.toNanos();
    int refusals = 0;
    while (true) {
      Optional<Outcome> outcome = ask();
      if (stop.requested()) {
        return new ProbeResult.Interrupted();
      }
      if (outcome.isEmpty() || !(outcome.get() instanceof Outcome.Failed failed)) {
        return new ProbeResult.Reachable();
      }
      ProbeFailure failure = ProbeFailure.of(failed);
      refusals += failure == ProbeFailure.REFUSAL ? 1 : 0;
      boolean patient = clock.now() < until && refusals < REFUSALS;
      if (failure == ProbeFailure.TOLERABLE) {
        return new ProbeResult.Reachable();
      }
      if (!patient) {
        return new ProbeResult.Hopeless(failure.sentence(url, failed, refusals));
      }
      if (!clock.waitUntil(clock.now() + PAUSE.toNanos(), stop::requested)) {
        return new ProbeResult.Interrupted();
      }
    }
  }

  /** One attempt; empty if it got no answer in time. */
  private Optional<Outcome> ask() {
    CompletableFuture<Outcome> answer = new CompletableFuture<>();
    loop.execute(
        () -> {
          long now = clock.now();
          transport.send(0, new Exchange(false, now, now, answer::complete));
        });
    try {
      return Optional.of(answer.get(patience.toMillis() / 2, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an exchange never fails", e);
    }
  }
}
