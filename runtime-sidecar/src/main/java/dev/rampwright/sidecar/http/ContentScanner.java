package dev.rampwright.sidecar.http;

import java.util.Set;

/**
 * Watches the JSON of one event go by, in chunks cut anywhere, for something that the model made: a
 * text under one of the API's names for it that is not empty. An event that tells of a role, a
 * finish reason or usage has none, and neither has a ping.
 */
final class ContentScanner {
  private static final int LONGEST_NAME = 20;

  private enum State {
    OUTSIDE,
    IN_TEXT,
    AFTER_BACKSLASH,
    AT_CONTENT
  }

  private final Set<String> names;
  private final StringBuilder lastText = new StringBuilder(LONGEST_NAME);
  private State state = State.OUTSIDE;
  private boolean named;
  private boolean found;

  /**
   * Begins before an event.
   *
   * @param names of content, each at most {@value #LONGEST_NAME} characters
   */
  ContentScanner(Set<String> names) {
    this.names = names;
  }

  void accept(byte b) {
    switch (state) {
      case OUTSIDE -> outside(b);
      case IN_TEXT -> inText(b);
      case AFTER_BACKSLASH -> state = State.IN_TEXT;
      case AT_CONTENT -> {
        found |= b != '"';
        state = State.IN_TEXT;
        inText(b);
      }
    }
  }

  /** Whether content was seen since the last call; the next event begins. */
  boolean endEvent() {
    boolean seen = found;
    found = false;
    named = false;
    state = State.OUTSIDE;
    return seen;
  }

  private void outside(byte b) {
    switch (b) {
      case '"' -> {
        state = named ? State.AT_CONTENT : State.IN_TEXT;
        lastText.setLength(0);
        named = false;
      }
      case ':' -> named = isName();
      case ' ' -> {}
      default -> {
        named = false;
        lastText.setLength(0);
      }
    }
  }

  private void inText(byte b) {
    switch (b) {
      case '\\' -> state = State.AFTER_BACKSLASH;
      case '"' -> state = State.OUTSIDE;
      default -> {
        if (lastText.length() <= LONGEST_NAME) {
          lastText.append((char) (b & 0xff));
        }
      }
    }
  }

  private boolean isName() {
    for (String name : names) {
      if (name.contentEquals(lastText)) {
        return true;
      }
    }
    return false;
  }
}
