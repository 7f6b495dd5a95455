package dev.rampwright.operator.inferenceservice.resources;

import static java.util.Objects.requireNonNullElse;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.benchmarkrun.BenchmarkRunSpec;
import dev.rampwright.api.benchmarkrun.BenchmarkRunSpec.Execution;
import dev.rampwright.api.benchmarkrun.BenchmarkRunSpec.InferenceServiceReference;
import dev.rampwright.api.benchmarkrun.BenchmarkRunSpec.RevisionChoice;
import dev.rampwright.api.benchmarkrun.BenchmarkRunSpec.Target;
import dev.rampwright.api.inferenceservice.RolloutSpec.PreTraffic;
import dev.rampwright.contracts.Digests;
import dev.rampwright.operator.ramp.Attempt;

/** The BenchmarkRuns that candidates must pass before they get traffic. */
public final class PreTrafficRuns {
  /** How long the benchmark may take if the spec does not say. */
  public static final String TIMEOUT = "20m";

  private static final String SUFFIX = "-pre";
  private static final int DIGEST = 6;

  /** What the names of custom resources have room for, less hash, digest, suffix and dashes. */
  private static final int ROOM = 40 - 8 - DIGEST - SUFFIX.length() - 2;

  private PreTrafficRuns() {}

  /**
   * The run's name, the same for one attempt and another for each: {@code
   * chat-6f1c2a9b-0a1b2c-pre}. At most 40 characters; a long service's name is cut, and told apart
   * by the digest.
   */
  public static String name(Identity service, Attempt attempt) {
    String digest = Digests.sha256Hex(service.name() + "\n" + attempt.id()).substring(0, DIGEST);
    String name = service.name();
    String begin = name.length() <= ROOM ? name : name.substring(0, ROOM);
    return "%s-%s-%s%s".formatted(begin, attempt.candidate(), digest, SUFFIX);
  }

  /** The run of that attempt. */
  public static BenchmarkRun of(Identity service, Attempt attempt, PreTraffic wanted) {
    BenchmarkRun run = new BenchmarkRun();
    run.setMetadata(service.metadata(name(service, attempt), service.labels(attempt.candidate())));
    run.setSpec(
        new BenchmarkRunSpec(
            null,
            new Target(
                new InferenceServiceReference(service.name(), RevisionChoice.Candidate),
                null,
                wanted.apiKeySecretKeyRef()),
            wanted.benchmark(),
            new Execution(requireNonNullElse(wanted.timeout(), TIMEOUT), null)));
    return run;
  }
}
