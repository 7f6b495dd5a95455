package dev.rampwright.e2e.wire;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came back for one request.
 *
 * @param head absent where none came
 * @param body what came of it, if it is whole
 * @param failure what broke
 */
record Reply(@Nullable Head head, String body, @Nullable String failure) {
  static Reply whole(Head head, String body) {
    return new Reply(head, body, null);
  }

  static Reply broken(@Nullable Head head, IOException cause) {
    return new Reply(head, "", cause.toString());
  }

  int status() {
    return head == null ? 0 : head.status();
  }

  @Nullable String header(String name) {
    return Optional.ofNullable(head).flatMap(it -> it.header(name)).orElse(null);
  }

  /** Status 200 and, if it is a stream, with its terminal event. */
  boolean good(boolean stream) {
    return failure == null && status() == 200 && (!stream || body.contains("data: [DONE]"));
  }
}
