package dev.rampwright.operator.inferenceservice.apply;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus.RunState;
import dev.rampwright.api.inferenceservice.RolloutSpec.PreTraffic;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.resources.PreTrafficRuns;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.kube.Applier;
import dev.rampwright.operator.kube.Owners;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the benchmark that an attempt needs, keeps the last ones that ended, and stops one that
 * nobody waits for any more.
 */
final class PreTrafficApply {
  static final int HISTORY = 3;

  private final Applier applier;

  PreTrafficApply(Applier applier) {
    this.applier = applier;
  }

  void apply(Gathered seen, Decision decision) {
    missing(seen, decision).ifPresent(run -> applier.apply(seen.service(), run, null));
    leftovers(seen, decision).forEach(run -> applier.delete(seen.service(), run));
  }

  /** The run to make. One that exists is left alone: its spec is immutable. */
  static Optional<BenchmarkRun> missing(Gathered seen, Decision decision) {
    @Nullable PreTraffic wanted = decision.planSource().preTraffic();
    if (wanted == null) {
      return Optional.empty();
    }
    return decision
        .ramp()
        .benchmark()
        .map(attempt -> PreTrafficRuns.of(seen.identity(), attempt, wanted))
        .filter(
            run -> seen.objects().find(BenchmarkRun.class, run.getMetadata().getName()) == null);
  }

  static List<BenchmarkRun> leftovers(Gathered seen, Decision decision) {
    Optional<String> needed =
        decision.ramp().benchmark().map(attempt -> PreTrafficRuns.name(seen.identity(), attempt));
    List<BenchmarkRun> others =
        seen.objects().all(BenchmarkRun.class).stream()
            .filter(run -> Owners.isControlledBy(run, seen.service()))
            .filter(run -> !needed.equals(Optional.of(run.getMetadata().getName())))
            .sorted(
                Comparator.comparing((BenchmarkRun run) -> run.getMetadata().getCreationTimestamp())
                    .reversed())
            .toList();
    Stream<BenchmarkRun> expired = others.stream().filter(PreTrafficApply::isOver).skip(HISTORY);
    Stream<BenchmarkRun> pointless = others.stream().filter(run -> !isOver(run));
    return Stream.concat(expired, pointless).toList();
  }

  private static boolean isOver(BenchmarkRun run) {
    return run.getStatus() != null
        && (run.getStatus().state() == RunState.Complete
            || run.getStatus().state() == RunState.Failed);
  }
}
