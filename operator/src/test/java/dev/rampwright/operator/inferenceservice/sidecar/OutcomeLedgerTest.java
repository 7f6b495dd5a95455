package dev.rampwright.operator.inferenceservice.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.contracts.SidecarStats.CacheCounters;
import dev.rampwright.contracts.SidecarStats.ErrorClass;
import dev.rampwright.contracts.SidecarStats.Outcomes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeLedgerTest {
  private final OutcomeLedger ledger = new OutcomeLedger();

  @Test
  void addsUpThePods() {
    EpochOutcomes sum = ledger.sum("s", 3, List.of(stats("a", 3, 10, 1), stats("b", 3, 20, 2)));

    assertThat(sum.candidate().finished()).isEqualTo(30);
    assertThat(sum.candidate().failed()).isEqualTo(3);
  }

  @Test
  void aPodThatGoesTakesNoEvidenceWithIt() {
    ledger.sum("s", 3, List.of(stats("a", 3, 10, 1), stats("b", 3, 20, 2)));

    EpochOutcomes sum = ledger.sum("s", 3, List.of(stats("a", 3, 12, 1)));

    assertThat(sum.candidate().finished()).isEqualTo(32);
    assertThat(sum.candidate().failed()).isEqualTo(3);
  }

  @Test
  void anotherEpochBeginsAnew() {
    ledger.sum("s", 3, List.of(stats("a", 3, 10, 1)));

    assertThat(ledger.sum("s", 4, List.of(stats("a", 3, 10, 1)))).isEqualTo(EpochOutcomes.NONE);
    assertThat(ledger.sum("s", 4, List.of(stats("a", 4, 2, 0))).candidate().finished())
        .isEqualTo(2);
  }

  @Test
  void servicesAreKeptApart() {
    ledger.sum("s", 3, List.of(stats("a", 3, 10, 1)));

    assertThat(ledger.sum("t", 3, List.of())).isEqualTo(EpochOutcomes.NONE);
  }

  private static SidecarStats stats(String instance, long epoch, long finished, long failed) {
    return new SidecarStats(
        1,
        List.of(1),
        instance,
        "r",
        "d",
        epoch,
        1000,
        false,
        0,
        0,
        Outcomes.NONE,
        new Outcomes(finished, finished, Map.of(ErrorClass.CONNECTION, failed)),
        CacheCounters.NONE);
  }
}
