package dev.rampwright.operator.inferenceservice.rollout;

import static java.util.Objects.requireNonNullElse;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus.CriterionResult;
import dev.rampwright.api.benchmarkrun.BenchmarkRunStatus.Verdict;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.resources.PreTrafficRuns;
import dev.rampwright.operator.kube.Owners;
import dev.rampwright.operator.ramp.Proof;
import dev.rampwright.operator.ramp.RampState;
import dev.rampwright.operator.ramp.Trying;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the benchmark of an attempt says. */
final class Proofs {
  private Proofs() {}

  /** Of the state's attempt; empty if it has no run, or one that is being deleted. */
  static Optional<Proof> of(Gathered seen, RampState state) {
    if (!(state instanceof Trying trying)) {
      return Optional.empty();
    }
    String name = PreTrafficRuns.name(seen.identity(), trying.attempt());
    return Optional.ofNullable(seen.objects().find(BenchmarkRun.class, name))
        .filter(run -> Owners.isControlledBy(run, seen.service()))
        .filter(run -> run.getMetadata().getDeletionTimestamp() == null)
        .map(run -> of(name, run.getStatus()));
  }

  private static Proof of(String name, @Nullable BenchmarkRunStatus status) {
    if (status == null || status.state() == null) {
      return new Proof.Running("BenchmarkRun %s waits to be taken up".formatted(name));
    }
    String words = requireNonNullElse(status.message(), "");
    return switch (status.state()) {
      case Pending, Running ->
          new Proof.Running(
              "BenchmarkRun %s is at %d%%: %s"
                  .formatted(name, requireNonNullElse(status.progressPercent(), 0), words));
      case Failed -> new Proof.Invalid("BenchmarkRun %s: %s".formatted(name, words));
      case Complete -> complete(name, status, words);
    };
  }

  private static Proof complete(String name, BenchmarkRunStatus status, String words) {
    return switch (requireNonNullElse(status.verdict(), Verdict.Inconclusive)) {
      case Pass -> new Proof.Passed();
      case Fail -> new Proof.Failed(text(name, status, Verdict.Fail, words));
      case Inconclusive -> new Proof.Inconclusive(text(name, status, Verdict.Inconclusive, words));
    };
  }

  private static String text(
      String name, BenchmarkRunStatus status, Verdict verdict, String words) {
    String criteria =
        requireNonNullElse(status.criteria(), List.<CriterionResult>of()).stream()
            .filter(criterion -> criterion.verdict() == verdict)
            .map(Proofs::sentence)
            .collect(Collectors.joining("; "));
    return "BenchmarkRun %s: %s".formatted(name, criteria.isEmpty() ? words : criteria);
  }

  private static String sentence(CriterionResult criterion) {
    return "criterion %s is %s, limit %s"
        .formatted(
            criterion.name(),
            requireNonNullElse(criterion.value(), "not measured"),
            criterion.limit());
  }
}
