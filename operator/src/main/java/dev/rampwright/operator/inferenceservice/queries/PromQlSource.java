package dev.rampwright.operator.inferenceservice.queries;

import dev.rampwright.operator.settings.PrometheusProvider;
import java.util.concurrent.CompletableFuture;

/** Answers instant queries. */
@FunctionalInterface
public interface PromQlSource {
  /** Asks, without waiting; whatever goes wrong is an answer that says so. */
  CompletableFuture<QueryAnswer> ask(PrometheusProvider provider, String query);
}
