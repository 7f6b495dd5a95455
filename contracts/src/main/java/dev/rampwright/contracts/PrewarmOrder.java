package dev.rampwright.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests that a sidecar is to ask its engine on its own, so that their answers are kept before
 * clients ask the same. Sent to {@link AdminPaths#CACHE_PREWARM}.
 *
 * @param formatVersion {@link #FORMAT_VERSION} of the writer
 * @param digest of what is ordered: a process carries an order of the same digest out once
 * @param entries in the order in which they are asked
 */
public record PrewarmOrder(int formatVersion, String digest, List<Entry> entries) {
  /** The version that this release writes. */
  public static final int FORMAT_VERSION = 1;

  @SuppressWarnings("NullableProblems") // absent in what people write
  public PrewarmOrder {
    entries = entries == null ? List.of() : List.copyOf(entries);
  }

  /**
   * One request.
   *
   * @param path to which it is posted
   * @param tenant among whose entries its answer is kept, and nobody else's; absent: that of
   *     clients who are not asked who they are
   * @param agent of the tenant's; absent: none
   * @param body JSON
   */
  public record Entry(String path, @Nullable String tenant, @Nullable String agent, String body) {
    /** Says nothing of the prompt: it may end in a log. */
    @Override
    public String toString() {
      return "Entry[" + path + "]";
    }
  }
}
