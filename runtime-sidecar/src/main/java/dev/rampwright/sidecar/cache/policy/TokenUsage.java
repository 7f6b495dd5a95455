package dev.rampwright.sidecar.cache.policy;

import java.util.List;
import java.util.OptionalLong;

/**
 * How many tokens an answer says that it took.
 *
 * @param input of the prompt
 * @param output of what the model made
 */
public record TokenUsage(OptionalLong input, OptionalLong output) {
  /** Nothing is said. */
  public static final TokenUsage UNKNOWN =
      new TokenUsage(OptionalLong.empty(), OptionalLong.empty());

  private static final int MAX_DIGITS = 9;
  private static final List<String> INPUT = List.of("\"prompt_tokens\":", "\"input_tokens\":");
  private static final List<String> OUTPUT =
      List.of("\"completion_tokens\":", "\"output_tokens\":");

  /**
   * Reads the end of an answer's JSON, or of its last events. A text that the model made cannot say
   * it: in it quotes are escaped.
   */
  public static TokenUsage in(String tail) {
    OptionalLong input = number(tail, INPUT);
    OptionalLong output = number(tail, OUTPUT);
    return input.isEmpty() && output.isEmpty() ? UNKNOWN : new TokenUsage(input, output);
  }

  private static OptionalLong number(String tail, List<String> names) {
    for (String name : names) {
      int at = tail.indexOf(name);
      if (at >= 0) {
        return digits(tail, at + name.length());
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong digits(String text, int from) {
    int begin = from;
    while (begin < text.length() && text.charAt(begin) == ' ') {
      begin++;
    }
    int end = begin;
    while (end < text.length() && end - begin < MAX_DIGITS && isDigit(text.charAt(end))) {
      end++;
    }
    return end == begin
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(text, begin, end, 10));
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
