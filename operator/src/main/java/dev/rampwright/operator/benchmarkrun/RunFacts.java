package dev.rampwright.operator.benchmarkrun;

import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.contracts.BenchReport;
import dev.rampwright.operator.benchmarkrun.target.TargetKey;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.Optional;

/**
 * What stands in the cluster about one run.
 *
 * @param run as last read
 * @param service the InferenceService that its target names
 * @param key the API key that its target names
 * @param job its Job
 * @param report what its pod has reported so far
 * @param trouble what the pod itself says of why it does not run
 * @param now when this was seen
 */
public record RunFacts(
    BenchmarkRun run,
    Optional<InferenceService> service,
    TargetKey key,
    Optional<Job> job,
    Optional<BenchReport> report,
    Optional<String> trouble,
    Instant now) {}
