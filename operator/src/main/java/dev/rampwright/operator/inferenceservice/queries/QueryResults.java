package dev.rampwright.operator.inferenceservice.queries;

import dev.rampwright.operator.ramp.Queried;
import java.util.Map;
import java.util.Set;

/**
 * What one pass knows of queries.
 *
 * @param providers the names of the servers that the operator may ask
 * @param answers of the recorded state's epoch, by the gate's name
 */
public record QueryResults(Set<String> providers, Map<String, Queried> answers) {
  public static final QueryResults NONE = new QueryResults(Set.of(), Map.of());

  public QueryResults {
    providers = Set.copyOf(providers);
    answers = Map.copyOf(answers);
  }
}
