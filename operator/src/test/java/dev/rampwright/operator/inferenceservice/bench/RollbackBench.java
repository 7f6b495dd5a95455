package dev.rampwright.operator.inferenceservice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.operator.testing.ApiServer;
import dev.rampwright.operator.testing.ApiServerExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a bad candidate goes on answering users after its sidecars' counters have shown it to be
 * bad: real API server, real sidecars, real engines with faults, the operator's own controller.
 * Nothing of a cluster's network is in it: users call the stable pod itself.
 */
@ExtendWith(ApiServerExtension.class)
class RollbackBench {
  private static final int ROLLBACKS = Integer.getInteger("rampwright.bench.rollbacks", 700);
  private static final int SERVICES = Integer.getInteger("rampwright.bench.services", 10);
  private static final int PER_SECOND = 20;
  private static final Duration LONGEST = Duration.ofMinutes(20);
  private static final int SAY_EVERY = 50;

  private final ApiServer server;
  private final Path folder;
  private final Histogram nanos = new SynchronizedHistogram(3);
  private final Histogram first = new SynchronizedHistogram(3);
  private final Histogram evidence = new SynchronizedHistogram(3);
  private final Histogram after = new SynchronizedHistogram(3);
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger early = new AtomicInteger();
  private final long deadline = System.nanoTime() + LONGEST.toNanos();

  RollbackBench(ApiServer server, @TempDir Path folder) {
    this.server = server;
    this.folder = folder;
  }

  @Test
  void badCandidatesAreRolledBack() throws Exception {
    String namespace = server.newNamespace();
    try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        ProcessNode node = ProcessNode.start(server.client(), namespace, folder);
        TimedOperator operator = TimedOperator.start(server, namespace);
        Statuses statuses = new Statuses(server.client(), namespace);
        ExecutorService loops = Executors.newVirtualThreadPerTaskExecutor()) {
      List<RampedService> services =
          IntStream.range(0, SERVICES)
              .mapToObj(it -> new RampedService(server.client(), namespace, it, statuses))
              .toList();
      for (Future<?> serving :
          services.stream()
              .<Future<?>>map(it -> loops.submit(() -> it.serve(node, clock, PER_SECOND)))
              .toList()) {
        serving.get();
      }
      say("%d services serve %d requests a second each", SERVICES, PER_SECOND);
      operator.forget();
      for (Future<?> loop :
          services.stream().<Future<?>>map(it -> loops.submit(() -> repeat(it, node))).toList()) {
        loop.get();
      }
      services.forEach(RampedService::close);
      report(operator, services.stream().mapToLong(RampedService::unanswered).sum());
    }
    assertThat(early).as("of evidence that no user saw").hasValueLessThanOrEqualTo(ROLLBACKS / 100);
    assertThat(nanos.getTotalCount()).isEqualTo(ROLLBACKS - early.get());
  }

  /**
   * The first one of each service is told apart: meanwhile the JVMs of ten candidates start on the
   * cores that all else runs on.
   */
  private void repeat(RampedService service, ProcessNode node) {
    service.tryCandidate().ifPresent(rollback -> first.recordValue(rollback.nanos()));
    while (begun.incrementAndGet() <= ROLLBACKS && System.nanoTime() < deadline) {
      node.requireSound();
      service.tryCandidate().ifPresentOrElse(this::note, early::incrementAndGet);
    }
  }

  private void note(Rollback rollback) {
    nanos.recordValue(rollback.nanos());
    evidence.recordValue(rollback.evidence());
    after.recordValue(rollback.after());
    if (nanos.getTotalCount() % SAY_EVERY == 0) {
      say("%d of %d rolled back", nanos.getTotalCount(), ROLLBACKS);
    }
  }

  private void report(TimedOperator operator, long unanswered) {
    Figures figures = new Figures();
    figures.add("rollbacks measured", nanos.getTotalCount());
    figures.add("Fail condition to the candidate's last answer, p50", seconds(50), "s");
    figures.add("Fail condition to the candidate's last answer, p99", seconds(99), "s", 5);
    figures.add("Fail condition to the candidate's last answer, most", seconds(100), "s");
    figures.add(
        "the same, first rollback of each service, most",
        first.getValueAtPercentile(100) / 1e9,
        "s");
    figures.add(
        "candidate's answers from the first bad one to the Fail, p50",
        evidence.getValueAtPercentile(50));
    figures.add(
        "candidate's answers from the first bad one to the Fail, p99",
        evidence.getValueAtPercentile(99));
    figures.add("candidate's answers after the Fail, p99", after.getValueAtPercentile(99));
    figures.add("rolled back of evidence that no user saw, and not measured", early.get());
    figures.add("requests that nobody answered", unanswered);
    figures.add("reconcile p99 meanwhile", operator.quantileMillis(TimedOperator.HIGH), "ms");
    nanos.outputPercentileDistribution(System.out, 2, 1e9);
  }

  private double seconds(double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e9;
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
