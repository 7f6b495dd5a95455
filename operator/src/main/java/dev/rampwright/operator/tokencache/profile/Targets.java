package dev.rampwright.operator.tokencache.profile;

import dev.rampwright.api.tokencache.TokenCacheSpec.Profile;

/**
 * What a profile asks for. Production's are the requirement's; the others leave more room.
 *
 * @param hitRate more than this share of the lookups of answers, 0 to 1
 * @param p50Millis half of the answers begin sooner
 * @param p95Millis likewise
 * @param p99Millis likewise
 * @param memoryMegabytes a sidecar's entries in memory are less, in millions of bytes
 * @param perSecond more requests a second are answered, by all sidecars together
 */
record Targets(
    double hitRate,
    int p50Millis,
    int p95Millis,
    int p99Millis,
    int memoryMegabytes,
    int perSecond) {
  static Targets of(Profile profile) {
    return switch (profile) {
      case Development -> new Targets(0.50, 250, 400, 600, 250, 4);
      case Staging -> new Targets(0.60, 150, 225, 330, 150, 8);
      case Production -> new Targets(0.70, 100, 150, 220, 100, 12);
    };
  }
}
