package dev.rampwright.bench.load;

import dev.rampwright.bench.load.Outcome.Failed;

/** What a failed probe says of its target. */
enum ProbeFailure {
  /** Nothing is there yet. */
  ABSENT,
  /** Something is there and answers that it is not ready. */
  UNREADY,
  /** Something is there and will refuse every such request. */
  REFUSAL,
  /** Something that other requests may not meet. */
  TOLERABLE;

  static ProbeFailure of(Failed failed) {
    Head head = failed.head();
    if (head == null) {
      return ABSENT;
    }
    return switch (head.status()) {
      case 429, 502, 503, 504 -> UNREADY;
      default -> head.status() >= 400 && head.status() < 500 ? REFUSAL : TOLERABLE;
    };
  }

  String sentence(String url, Failed failed, int refusals) {
    String words = failed.detail().isEmpty() ? "" : ": " + failed.detail();
    return switch (this) {
      case ABSENT ->
          "cannot connect to %s: %s%s; check target.url".formatted(url, failed.kind(), words);
      case UNREADY -> "%s is not ready: %s%s".formatted(url, failed.kind(), words);
      case REFUSAL, TOLERABLE ->
          "all %d probe requests failed: %s (%d)%s; check %s"
              .formatted(refusals, failed.kind(), refusals, words, suspect(failed));
    };
  }

  private static String suspect(Failed failed) {
    Head head = failed.head();
    return head != null && (head.status() == 401 || head.status() == 403)
        ? "target.apiKeySecretKeyRef, and that its key is one of the target's"
        : "target.url and model";
  }
}
