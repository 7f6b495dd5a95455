package dev.rampwright.sidecar.cache.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client's {@code Cache-Control} asks for (RFC 9111, section 5.2.1).
 *
 * @param mayReplay false after {@code no-cache} or {@code no-store}
 * @param mayStore false after {@code no-store}
 * @param maxAgeSeconds how old a replay may be; empty: the client does not say
 */
public record RequestDirectives(boolean mayReplay, boolean mayStore, Optional<Long> maxAgeSeconds) {
  private static final String MAX_AGE = "max-age=";

  /** Reads the header. */
  public static RequestDirectives of(@Nullable String cacheControl) {
    if (cacheControl == null) {
      return new RequestDirectives(true, true, Optional.empty());
    }
    List<String> directives =
        Arrays.stream(cacheControl.toLowerCase(Locale.ROOT).split(",", -1))
            .map(String::strip)
            .toList();
    boolean noStore = directives.contains("no-store");
    return new RequestDirectives(
        !noStore && !directives.contains("no-cache"), !noStore, maxAge(directives));
  }

  /** The same, but nothing may be replayed. */
  public RequestDirectives withoutReplay() {
    return new RequestDirectives(false, mayStore, maxAgeSeconds);
  }

  /** Whether a replay of that age is young enough. */
  public boolean accepts(long ageSeconds) {
    return maxAgeSeconds.map(max -> ageSeconds <= max).orElse(true);
  }

  /** Whether what has expired may do: not for who names an age (RFC 9111, section 5.2.1.1). */
  public boolean acceptsExpired() {
    return maxAgeSeconds.isEmpty();
  }

  /** Whether the client says that it takes replays. */
  boolean optsIn() {
    return mayReplay && maxAgeSeconds.filter(max -> max > 0).isPresent();
  }

  /** The smallest, where several are given; one that is no number is as if it were 0. */
  private static Optional<Long> maxAge(List<String> directives) {
    return directives.stream()
        .filter(directive -> directive.startsWith(MAX_AGE))
        .map(directive -> seconds(directive.substring(MAX_AGE.length())))
        .min(Long::compare);
  }

  private static long seconds(String text) {
    return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : 0;
  }
}
