package dev.rampwright.sidecar.translate;

/** How an engine can be asked for the tokens of Anthropic's messages. */
public sealed interface Counting {
  /** In their own words. */
  record AsItIs() implements Counting {}

  /**
   * As those of a chat.
   *
   * @param call that counts them
   */
  record By(TokenCounting call) implements Counting {}

  /** Not at all. */
  record Never() implements Counting {}
}
