package dev.rampwright.operator.ramp;

import java.util.Arrays;
import java.util.function.Function;

/** Finds what a word of the record means. */
final class RecordWords {
  private RecordWords() {}

  /**
   * The constant of that word.
   *
   * @param field of the record, for the message
   * @param found what stands there
   * @throws CorruptRampRecordException if no constant has it
   */
  static <E> E parse(String field, String found, E[] constants, Function<E, String> word) {
    return Arrays.stream(constants)
        .filter(constant -> word.apply(constant).equals(found))
        .findFirst()
        .orElseThrow(
            () -> new CorruptRampRecordException("%s \"%s\" is unknown".formatted(field, found)));
  }
}
