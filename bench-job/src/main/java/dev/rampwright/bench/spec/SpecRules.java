package dev.rampwright.bench.spec;

import dev.rampwright.contracts.BenchSpec;
import dev.rampwright.contracts.BenchSpec.Load;
import dev.rampwright.contracts.BenchSpec.Target;
import dev.rampwright.contracts.BenchSpec.Workload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a spec must fulfil before anything is sent. */
public final class SpecRules {
  /** More requests than this in one run are refused. */
  static final long MAX_REQUESTS = 10_000_000;

  private final List<String> violations = new ArrayList<>();

  private SpecRules() {}

  /** All that is wrong with a spec, one sentence each; empty for a good one. */
  public static List<String> violations(BenchSpec spec) {
    SpecRules rules = new SpecRules();
    rules.require(
        spec.formatVersion() <= BenchSpec.FORMAT_VERSION,
        "formatVersion %d is newer than this program's %d; use the image of the operator's release"
            .formatted(spec.formatVersion(), BenchSpec.FORMAT_VERSION));
    rules.present(spec.run(), "run");
    if (rules.present(spec.target(), "target")) {
      rules.target(spec.target());
    }
    if (rules.present(spec.workload(), "workload")) {
      rules.workload(spec.workload());
    }
    if (rules.present(spec.load(), "load")) {
      rules.load(spec.load(), spec.timeoutMillis());
    }
    if (rules.violations.isEmpty()) {
      CriterionRules rulesOfCriteria = new CriterionRules(spec.workload());
      spec.criteria().forEach(c -> rules.violations.addAll(rulesOfCriteria.violations(c)));
    }
    return List.copyOf(rules.violations);
  }

  private void target(Target target) {
    if (present(target.url(), "target.url")) {
      violations.addAll(UrlRules.violations(target.url()));
    }
    require(
        target.model() != null && !target.model().isBlank(),
        "target.model must name the model to ask for");
  }

  private void workload(Workload workload) {
    between(workload.inputTokens(), 1, 1_000_000, "workload.inputTokens");
    between(workload.outputTokens(), 1, 1_000_000, "workload.outputTokens");
  }

  private void load(Load load, long timeoutMillis) {
    double rate = load.requestRatePerSecond();
    require(
        rate > 0 && rate <= 100_000,
        "load.requestRatePerSecond must be above 0 and at most 100000, found %s".formatted(rate));
    present(load.arrival(), "load.arrival (CONSTANT or POISSON)");
    require(
        load.warmupMillis() >= 0,
        "load.warmupMillis must not be negative, found %d".formatted(load.warmupMillis()));
    between(load.durationMillis(), 1, 604_800_000, "load.durationMillis");
    long loadMillis = load.warmupMillis() + load.durationMillis();
    require(
        timeoutMillis > loadMillis,
        "timeoutMillis must exceed warm-up and duration together (%d), found %d"
            .formatted(loadMillis, timeoutMillis));
    require(
        rate * loadMillis / 1000.0 <= MAX_REQUESTS,
        "rate x (warm-up + duration) must be at most %d requests".formatted(MAX_REQUESTS));
  }

  private void between(long value, long min, long max, String field) {
    require(
        value >= min && value <= max,
        "%s must be %d to %d, found %d".formatted(field, min, max, value));
  }

  private boolean present(@Nullable Object value, String field) {
    require(value != null, "%s is missing".formatted(field));
    return value != null;
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      violations.add(message);
    }
  }
}
