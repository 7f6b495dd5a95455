package dev.rampwright.operator.ramp;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a person may ask of one ramp. */
public enum Verb {
  /** Freeze the weight where it is. */
  PAUSE("pause"),
  /** End a pause; a step that exceeded its maxHold gets it anew. */
  RESUME("resume"),
  /** The stage in force passes now: a benchmark, a pause, or a step. */
  PROMOTE("promote"),
  /** All traffic now, without further steps. */
  PROMOTE_FULL("promote-full"),
  /** Roll back, and keep the revision out. */
  ABORT("abort"),
  /** Try a revision again that is kept out. */
  RETRY("retry");

  private final String word;

  Verb(String word) {
    this.word = word;
  }

  /** As a person writes it. */
  public String word() {
    return word;
  }

  /** The verb of that word; empty if there is none. */
  public static Optional<Verb> parse(String word) {
    return Arrays.stream(values()).filter(verb -> verb.word.equals(word)).findFirst();
  }

  /** All words, in the order in which they are explained. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Verb::word).toList();
  }
}
