package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.Figures;
import dev.rampwright.e2e.record.Share;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class GateSourceDownScenario {
  @RegisterExtension static final Cluster cluster = new Cluster("ramps-source");

  /** Four answers take eight seconds; who cannot get them holds. */
  private static final String PLAN =
      Plan.held(
          5,
          """
          {providerName: %s, errorLimit: 2, metrics: [{name: in-flight, interval: 2s, max: "100",
              query: 'sum(rampwright_sidecar_in_flight{$selector})'}]}"""
              .formatted(Scraper.NAME));

  /** Four times as long as the step would take with a source. */
  private static final Duration AWAY = Duration.ofSeconds(40);

  private final Service service = new Service(cluster);

  @Test
  void withoutItsSourceARampHoldsAndIsNobodysFailure(@TempDir Path folder) throws Exception {
    service.apply(Plan.stable(PLAN));
    service.awaitReady();
    String before = service.stable();
    Scraper scraper = new Scraper(folder);
    try (Trial trial = Trial.begin("gate source down at 50%", service)) {
      try (Program _ = scraper.start()) {
        trial.change(Plan.good(PLAN));
        trial.awaitStep(10);
        scraper.scrape(service.pods());
        trial.awaitStep(50);
      }
      service.await(
          "the source to be called failing",
          Duration.ofMinutes(1),
          _ ->
              service
                  .condition("RolloutHealthy")
                  .filter(it -> it.getReason().equals("MetricSourceFailing"))
                  .isPresent());
      Instant failing = Instant.now();
      Awaitility.await("time to pass without a source")
          .atMost(AWAY.multipliedBy(2))
          .until(() -> Instant.now().isAfter(failing.plus(AWAY)));
      Instant back = Instant.now();
      try (Program _ = scraper.start()) {
        service.awaitPromotion(before, Duration.ofMinutes(4));
      }
      Figures figures = trial.end();

      assertThat(trial.looks())
          .filteredOn(look -> look.asked().isAfter(failing) && look.answered().isBefore(back))
          .isNotEmpty()
          .allSatisfy(look -> assertThat(look.weight()).isEqualTo(50));
      assertThat(figures.shares()).extracting(Share::weight).containsExactly(10, 50, 100);
      assertThat(figures.state()).isEqualTo("Idle");
    }
  }
}
