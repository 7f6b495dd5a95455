package dev.rampwright.bench.verdict;

import dev.rampwright.contracts.BenchReport.CriterionResult;
import dev.rampwright.contracts.BenchReport.Phase;
import dev.rampwright.contracts.BenchReport.Verdict;
import java.util.List;

/**
 * What a finished run comes to.
 *
 * @param phase COMPLETE or INVALID
 * @param verdict INCONCLUSIVE for an invalid run
 * @param message one sentence for a person
 * @param criteria one per criterion of the spec
 */
public record Judgement(
    Phase phase, Verdict verdict, String message, List<CriterionResult> criteria) {
  public Judgement {
    criteria = List.copyOf(criteria);
  }
}
