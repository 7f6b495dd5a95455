package dev.rampwright.benchmarks;

import dev.rampwright.operator.ramp.Attempt;
import dev.rampwright.operator.ramp.Evidence;
import dev.rampwright.operator.ramp.Evidence.Lookups;
import dev.rampwright.operator.ramp.Evidence.Samples;
import dev.rampwright.operator.ramp.Gate;
import dev.rampwright.operator.ramp.Idle;
import dev.rampwright.operator.ramp.Observation;
import dev.rampwright.operator.ramp.Observation.Entry;
import dev.rampwright.operator.ramp.Observation.Outcomes;
import dev.rampwright.operator.ramp.Observation.Pods;
import dev.rampwright.operator.ramp.Ramp;
import dev.rampwright.operator.ramp.RampDecision;
import dev.rampwright.operator.ramp.RampPlan;
import dev.rampwright.operator.ramp.RampPlan.Gates;
import dev.rampwright.operator.ramp.RampPlan.Step;
import dev.rampwright.operator.ramp.RampState;
import dev.rampwright.operator.ramp.Ramping;
import dev.rampwright.operator.ramp.RollingBack;
import dev.rampwright.operator.ramp.sequential.Distribution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision of the ramp, with the README's two gates: errors, absolute and against stable, and
 * the 95th percentile of TTFT against stable.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String A = "aaaaaaaa";
  private static final String B = "bbbbbbbb";
  private static final long EPOCH = 7;
  private static final long FIRST_TOKEN_MICROS = 180_000;
  private static final long TOKEN_MICROS = 20_000;
  private static final long ANSWER_MICROS = 2_400_000;

  private static final RampPlan PLAN =
      new RampPlan(
          List.of(step(10), step(50), step(100)),
          Duration.ofMinutes(30),
          Duration.ofMinutes(1),
          Duration.ofSeconds(30),
          new Gates(
              300,
              1,
              List.of(
                  new Gate.ErrorRate("errors", 0.01, 0.005, false),
                  new Gate.Latency("ttft-p95", Gate.Span.TTFT, 0.95, null, 1.25, false))));

  private final RampState step =
      new Ramping(new Attempt("bbbbbbbb-1767225600", A, B, 2), EPOCH, 0, NOW, NOW, 0, null);

  private final RampState atRest = new Idle(A, EPOCH);
  private final Observation good = seen(B, evidence(400, 2));
  private final Observation bad = seen(B, evidence(400, 40));
  private final Observation quiet = seen(A, Evidence.NONE);

  private static Step step(int weight) {
    return new Step(weight, Duration.ofMinutes(5), Duration.ofHours(24));
  }

  private static Evidence evidence(int requests, int failed) {
    return Evidence.of(new Outcomes(requests, failed))
        .with(
            new Samples(
                distribution(requests, FIRST_TOKEN_MICROS),
                distribution(requests, TOKEN_MICROS),
                distribution(requests, ANSWER_MICROS),
                new Lookups(requests, requests),
                new Lookups(requests, requests)));
  }

  private static Distribution distribution(int requests, long micros) {
    return Distribution.of(Requests.counts(Requests.times(requests, micros)));
  }

  private static Observation seen(String desired, Evidence candidate) {
    return new Observation(
        NOW.plusSeconds(60),
        desired,
        2,
        new Pods(2, 2, Optional.empty()),
        new Pods(2, 2, Optional.empty()),
        new Entry(EPOCH, 2, 2, candidate, evidence(3_600, 4)),
        0,
        0,
        Set.of(A),
        false,
        Optional.empty(),
        Optional.empty(),
        0);
  }

  /** What is measured must be what the names say. */
  @Setup
  public void check() {
    require(midStep().next() instanceof Ramping, "mid-step");
    require(midStep().verdicts().size() == PLAN.gates().gates().size(), "mid-step's verdicts");
    require(rollback().next() instanceof RollingBack, "rollback");
    require(rest().next() instanceof Idle, "rest");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what + " is something else");
    }
  }

  @Benchmark
  public RampDecision midStep() {
    return Ramp.decide(PLAN, step, good);
  }

  @Benchmark
  public RampDecision rollback() {
    return Ramp.decide(PLAN, step, bad);
  }

  @Benchmark
  public RampDecision rest() {
    return Ramp.decide(PLAN, atRest, quiet);
  }
}
