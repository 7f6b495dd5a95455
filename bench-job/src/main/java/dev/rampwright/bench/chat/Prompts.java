package dev.rampwright.bench.chat;

import java.util.SplittableRandom;

/**
 * Prompts of common English words, about one token each: distinct for every index of a seed from
 * their first words on, so that neither a response cache nor a prefix cache can answer one from
 * another; equal for equal seeds.
 */
public final class Prompts {
  private static final String[] WORDS =
      ("time year people way day man thing woman life child world school state family student group"
              + " country problem hand part place case week company system program question work"
              + " night point home water room mother area money story fact month lot right study"
              + " book eye job word business issue side kind head house service friend father power"
              + " hour game line end member law car city")
          .split(" ", -1);

  /** Words that spell the index: 64^5 prompts are distinct, more than a run may send. */
  private static final int INDEX_WORDS = 5;

  private final long seed;
  private final int words;

  /**
   * Prompts of a length.
   *
   * @param seed equal seeds give equal prompts
   * @param tokens approximate length; at least five words are written
   */
  public Prompts(long seed, int tokens) {
    this.seed = seed;
    this.words = Math.max(tokens, INDEX_WORDS);
  }

  /** The prompt of a request. */
  public String prompt(long index) {
    StringBuilder text = new StringBuilder(words * 6);
    long rest = index + new SplittableRandom(seed).nextInt(WORDS.length);
    for (int i = 0; i < INDEX_WORDS; i++) {
      text.append(WORDS[(int) (rest % WORDS.length)]).append(' ');
      rest /= WORDS.length;
    }
    // The golden ratio's odd multiple spreads neighbouring indices over all states.
    SplittableRandom random = new SplittableRandom(seed ^ (index * 0x9E3779B97F4A7C15L));
    for (int i = INDEX_WORDS; i < words; i++) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    return text.substring(0, text.length() - 1);
  }
}
