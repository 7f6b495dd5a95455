package dev.rampwright.api.schema;

import java.util.Set;

/** What an edit of a spec's field does. */
enum Change {
  /** Revisioned: part of the revision's hash; a ramp begins. */
  R,
  /** Live: in force at once. */
  L,
  /** Immutable: the API server refuses it. */
  I;

  private static final Set<String> REVISIONED =
      Set.of("model", "engine", "sidecar", "pod", "cache");
  private static final Set<String> IMMUTABLE = Set.of("target", "benchmark", "execution");

  static Change of(String kind, String path) {
    String member = path.split("[.\\[]", 2)[0];
    return switch (kind) {
      case "InferenceService" -> REVISIONED.contains(member) ? R : L;
      case "BenchmarkRun" -> IMMUTABLE.contains(member) ? I : L;
      default -> L;
    };
  }
}
