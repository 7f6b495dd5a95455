package dev.rampwright.sidecar.cache.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client's {@code Cache-Control} asks for (RFC 9111, section 5.2.1).
 *
 * @param mayReplay false after {@code no-cache} or {@code no-store}
 * @param mayStore false after {@code no-store}
 */
public record RequestDirectives(boolean mayReplay, boolean mayStore) {
  /** Reads the header. */
  public static RequestDirectives of(@Nullable String cacheControl) {
    if (cacheControl == null) {
      return new RequestDirectives(true, true);
    }
    List<String> directives =
        Arrays.stream(cacheControl.toLowerCase(Locale.ROOT).split(",", -1))
            .map(String::strip)
            .toList();
    boolean noStore = directives.contains("no-store");
    return new RequestDirectives(!noStore && !directives.contains("no-cache"), !noStore);
  }
}
