package dev.rampwright.sidecar.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What W3C's trace context says; it is passed on whatever is in it. */
final class TraceContext {
  private static final Pattern PARENT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

  private TraceContext() {}

  /** The trace's id in a header {@code traceparent}; empty if it is not as it should be. */
  static Optional<String> traceId(@Nullable String parent) {
    if (parent == null) {
      return Optional.empty();
    }
    Matcher matcher = PARENT.matcher(parent);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
