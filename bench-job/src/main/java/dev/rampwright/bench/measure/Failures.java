package dev.rampwright.bench.measure;

import dev.rampwright.bench.load.Outcome.Failed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Failures counted by kind, the first of each kept as its example. */
final class Failures {
  /** Kinds beyond this many share one, so that a hostile server cannot bloat the report. */
  private static final int MAX_KINDS = 20;

  private static final String OTHERS = "others";

  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<String, FailureExample> examples = new LinkedHashMap<>();

  void record(Failed failed) {
    boolean known = counts.containsKey(failed.kind());
    String kind = known || counts.size() < MAX_KINDS ? failed.kind() : OTHERS;
    counts.merge(kind, 1L, Long::sum);
    examples.putIfAbsent(kind, new FailureExample(kind, failed.detail()));
  }

  long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  List<FailureExample> examples() {
    return List.copyOf(examples.values());
  }
}
