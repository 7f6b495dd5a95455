package dev.rampwright.operator.ramp;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a gate's query has answered in an epoch.
 *
 * @param answers the last {@link #LOOKS} at most, oldest first; empty where there was no number
 * @param errors how often in a row it was not answered since the last of them
 * @param problem why not, in the source's words; empty without errors
 */
public record Queried(List<OptionalDouble> answers, int errors, String problem) {
  /** So many answers in a row decide: one that is off, say at a restart, does not. */
  public static final int LOOKS = 3;

  /** Before the first answer. */
  public static final Queried NOTHING = new Queried(List.of(), 0, "");

  public Queried {
    answers = List.copyOf(answers);
  }

  /** With one more answer; what is not finite is no number. */
  public Queried answered(OptionalDouble value) {
    boolean number = value.isPresent() && Double.isFinite(value.getAsDouble());
    List<OptionalDouble> all = new ArrayList<>(answers);
    all.add(number ? value : OptionalDouble.empty());
    return new Queried(all.subList(Math.max(0, all.size() - LOOKS), all.size()), 0, "");
  }

  /** With one more look that was not answered. */
  public Queried failed(String why) {
    return new Queried(answers, errors + 1, why);
  }

  /** The last answer; empty if it held no number, or nothing was answered yet. */
  OptionalDouble last() {
    return answers.isEmpty() ? OptionalDouble.empty() : answers.getLast();
  }

  /** Those of the answers that are numbers. */
  List<Double> numbers() {
    return answers.stream()
        .filter(OptionalDouble::isPresent)
        .map(OptionalDouble::getAsDouble)
        .toList();
  }
}
