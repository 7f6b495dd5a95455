package dev.rampwright.operator.ramp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A bound on a number that a metrics server computes. It is no sample of anything, so no confidence
 * belongs to it: {@link Queried#LOOKS} answers in a row decide.
 *
 * @param name the user's name for it
 * @param expression what is asked, as the user wrote it
 * @param max the highest number allowed; absent exactly if {@code min} is given
 * @param min the lowest number allowed
 * @param interval between two looks, above 0
 */
public record QueryGate(
    String name,
    String expression,
    @Nullable Double max,
    @Nullable Double min,
    Duration interval,
    boolean dryRun)
    implements Gate {
  /** Stands in the expression for what selects the candidate's pods. */
  public static final String CANDIDATE = "$selector";

  /** Stands in the expression for what selects the stable revision's pods. */
  public static final String STABLE = "$stable";

  public QueryGate {
    require((max == null) != (min == null), name, "a query takes either max or min");
    require(interval.isPositive(), name, "interval must be above 0s");
    require(
        expression.contains(CANDIDATE),
        name,
        "the query must select the new revision's pods: write {%s} in it".formatted(CANDIDATE));
  }

  @Override
  public Unit unit() {
    return Unit.NUMBER;
  }

  /** None that a confidence has to be spent on. */
  @Override
  public int bounds() {
    return 0;
  }

  /** Whether its number is of both revisions, and means nothing once stable has no traffic. */
  public boolean compares() {
    return expression.contains(STABLE);
  }

  double limit() {
    return max != null ? max : min != null ? min : Double.NaN;
  }

  boolean isBeyond(double value) {
    return (max != null && value > max) || (min != null && value < min);
  }

  private static void require(boolean good, String name, String problem) {
    if (!good) {
      throw new IllegalArgumentException("rollout.gates: %s: %s".formatted(name, problem));
    }
  }
}
