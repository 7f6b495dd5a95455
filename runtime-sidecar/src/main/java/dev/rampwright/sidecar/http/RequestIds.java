package dev.rampwright.sidecar.http;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The client's request id where it is fit for headers and logs, else a new one. */
final class RequestIds {
  private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

  private RequestIds() {}

  static String of(@Nullable String given) {
    return given != null && FIT.matcher(given).matches() ? given : random();
  }

  /** Nobody gains by guessing one, so that it need not be worth a call of the system. */
  private static String random() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
