package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.e2e.record.Figures;
import dev.rampwright.e2e.record.Share;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GoodCandidateByGateway {
  @RegisterExtension static final Cluster cluster = new Cluster("gateway-good");
  private final Service service = new Service(cluster);
  private final Gateway gateway = new Gateway(cluster);

  @Test
  void aGoodCandidateTakesOverByTheRoutesWeights() throws Exception {
    String plan = Gateway.splits(Plan.held(8, Plan.ERRORS));
    service.apply(Plan.stable(plan));
    service.awaitReady();
    gateway.awaitRoute(service);
    String before = service.stable();
    try (Trial trial =
        Trial.begin("good candidate, by gateway", service, gateway.address(), Gateway.PER_SECOND)) {
      trial.change(Plan.good(plan));
      String after = service.awaitPromotion(before, Duration.ofMinutes(6));
      Figures figures = trial.end();

      assertThat(figures.shares())
          .hasSize(3)
          .allSatisfy(share -> assertThat(isAsPlanned(share)).as(share.toString()).isTrue())
          .extracting(Share::weight)
          .containsExactly(10, 50, 100);
      assertThat(figures.state()).isEqualTo("Idle");
      assertThat(gateway.backends()).containsExactly("chat-" + after + "=100");
    }
  }

  /**
   * A gateway's weights are chances: four standard deviations and one request. The pods count from
   * the moment when they have the epoch, a few seconds before the gateway's proxy has its weights.
   */
  private static boolean isAsPlanned(Share share) {
    long before = 5 * Gateway.PER_SECOND;
    return isNear(share.answered(), share.byCandidate(), share.weight(), 1)
        && isNear(share.measured(), share.measuredCandidate(), share.weight(), before);
  }

  private static boolean isNear(long all, long candidate, int weight, long slack) {
    double rate = weight / 100.0;
    double deviation = Math.sqrt(all * rate * (1 - rate));
    return all >= 100 && Math.abs(candidate - all * rate) <= 4 * deviation + slack;
  }
}
