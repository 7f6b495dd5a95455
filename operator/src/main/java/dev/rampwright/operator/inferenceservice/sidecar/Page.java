package dev.rampwright.operator.inferenceservice.sidecar;

import dev.rampwright.operator.inferenceservice.sidecar.Count.Detail;
import dev.rampwright.operator.inferenceservice.sidecar.OutcomeLedger.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What one service's sidecars have counted in one epoch, by instance and over time. */
final class Page {
  /** Over which a hit rate counts as recent. */
  private static final Duration RECENT = Duration.ofMinutes(1);

  private final Scope scope;
  private final Map<String, EpochOutcomes> byInstance = new LinkedHashMap<>();
  private final Trail<RecentLookups> lookups = new Trail<>(RECENT);
  private final Optional<Trail<EpochOutcomes>> window;

  Page(Scope scope) {
    this.scope = scope;
    this.window = scope.window().map(Trail::new);
  }

  Scope scope() {
    return scope;
  }

  void note(Count one, Detail detail) {
    byInstance.put(one.stats().core().instance(), one.outcomes(detail));
  }

  EpochOutcomes sum(Instant now) {
    EpochOutcomes sum =
        byInstance.values().stream().reduce(EpochOutcomes.NONE, EpochOutcomes::plus);
    RecentLookups looked = RecentLookups.of(sum);
    lookups.note(now, looked);
    window.ifPresent(trail -> trail.note(now, sum));
    return window
        .map(trail -> sum.since(trail.begin()))
        .orElse(sum)
        .withRecent(looked.since(lookups.begin()));
  }
}
