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

  private final ApiServer server;
  private final Path folder;
  private final RollbackFigures rollbacks = new RollbackFigures();
  private final AtomicInteger begun = new AtomicInteger();
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
              .mapToObj(it -> new RampedService(server.client(), namespace, it, statuses, node))
              .toList();
      for (Future<?> serving :
          services.stream()
              .<Future<?>>map(it -> loops.submit(() -> it.serve(clock, PER_SECOND)))
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
      Figures figures = new Figures();
      rollbacks.report(
          figures,
          RollbackFigures.HIGH,
          services.stream().mapToLong(RampedService::unanswered).sum());
      figures.add("reconcile p99 meanwhile", operator.quantileMillis(TimedOperator.HIGH), "ms");
    }
    assertThat(rollbacks.early())
        .as("of evidence that no user saw")
        .isLessThanOrEqualTo(ROLLBACKS / 100);
    assertThat(rollbacks.measured()).isEqualTo(ROLLBACKS - rollbacks.early());
  }

  /**
   * The first one of each service is told apart: meanwhile the JVMs of ten candidates start on the
   * cores that all else runs on.
   */
  private void repeat(RampedService service, ProcessNode node) {
    rollbacks.addFirst(service.tryCandidate());
    while (begun.incrementAndGet() <= ROLLBACKS && System.nanoTime() < deadline) {
      node.requireSound();
      rollbacks.add(service.tryCandidate());
    }
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
