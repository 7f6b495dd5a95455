package dev.rampwright.bench.spec;

import dev.rampwright.contracts.ApiKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The key that each request carries. It shows itself to the target and to nobody else. */
public final class ApiKey {
  /** What stands where the key stood. */
  private static final String HIDDEN = "***";

  /** Where a text was cut off. */
  private static final String CUT = "...";

  /** Less of a key than this is a word like any other. */
  private static final int TELLING = 4;

  private final String key;

  private ApiKey(String key) {
    this.key = key;
  }

  /**
   * Reads a mounted key.
   *
   * @throws InvalidSpecException naming the file, and not what is in it
   */
  public static ApiKey read(Path file) throws InvalidSpecException {
    try {
      return ApiKeys.read(Files.readString(file))
          .map(ApiKey::new)
          .orElseThrow(
              () ->
                  new InvalidSpecException(
                      "what stands in "
                          + file
                          + " cannot stand in a header: write the API key there, in one line of"
                          + " ASCII without spaces"));
    } catch (IOException e) {
      throw new InvalidSpecException("cannot read the API key: " + e, e);
    }
  }

  /** The header {@code Authorization} (RFC 6750, 2.1). */
  public String authorization() {
    return "Bearer " + key;
  }

  /** The text without the key: a server's words may repeat what it was sent, or begin to. */
  public String hiddenIn(String text) {
    String hidden = text.replace(key, HIDDEN);
    for (int length = key.length() - 1; length >= TELLING; length--) {
      hidden = hidden.replace(key.substring(0, length) + CUT, HIDDEN + CUT);
    }
    return hidden;
  }

  @Override
  public String toString() {
    return HIDDEN;
  }
}
