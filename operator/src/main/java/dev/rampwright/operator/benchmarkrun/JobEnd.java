package dev.rampwright.operator.benchmarkrun;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** How a Job ended. */
enum JobEnd {
  /** Its pod ended with code 0. */
  SUCCEEDED,
  /** Its pod failed, or could not be made. */
  FAILED,
  /** It ran into {@code activeDeadlineSeconds}. */
  DEADLINE;

  /** Empty while the Job runs. */
  static Optional<JobEnd> of(Job job) {
    return condition(job, "Complete")
        .map(complete -> SUCCEEDED)
        .or(
            () ->
                condition(job, "Failed")
                    .map(c -> "DeadlineExceeded".equals(c.getReason()) ? DEADLINE : FAILED));
  }

  /** The Job controller's own words about a failure. */
  static String words(Job job) {
    return condition(job, "Failed")
        .map(JobCondition::getMessage)
        .filter(message -> !message.isBlank())
        .orElse("the Job failed");
  }

  private static Optional<JobCondition> condition(Job job, String type) {
    return Stream.ofNullable(job.getStatus())
        .flatMap(status -> status.getConditions().stream())
        .filter(c -> type.equals(c.getType()) && Objects.equals("True", c.getStatus()))
        .findFirst();
  }
}
