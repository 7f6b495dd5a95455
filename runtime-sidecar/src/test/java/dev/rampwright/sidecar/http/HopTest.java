package dev.rampwright.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.Headers;
import dev.rampwright.contracts.SidecarPorts;
import dev.rampwright.sidecar.split.Endpoint;
import io.vertx.core.MultiMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HopTest {
  private static final String TOKEN = "token";
  private static final Endpoint PLAIN = new Endpoint("10.0.0.1", SidecarPorts.SERVE);
  private static final Endpoint SECURED = new Endpoint("10.0.0.1", SidecarPorts.HOP);

  @Test
  void believesItsOwnHeaders() {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    Hop.headers(PLAIN, 7, TOKEN).forEach(headers::add);

    assertThat(Hop.withToken(headers, TOKEN)).isEqualTo(new Hop.From(7));
  }

  @Test
  void theTokenNeverTravelsWhereACertificateStandsForIt() {
    assertThat(Hop.headers(SECURED, 7, TOKEN)).containsExactly(Map.entry(Headers.HOP_EPOCH, "7"));
  }

  @Test
  void onAnAuthenticatedConnectionTheEpochIsEnough() {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    assertThat(Hop.authenticated(headers)).isEqualTo(new Hop.From(Hop.NO_EPOCH));
    headers.set(Headers.HOP_EPOCH, "seven");
    assertThat(Hop.authenticated(headers)).isEqualTo(new Hop.From(Hop.NO_EPOCH));
    headers.set(Headers.HOP_EPOCH, "7");
    assertThat(Hop.authenticated(headers)).isEqualTo(new Hop.From(7));
  }

  @Test
  void takesEverythingElseForAClient() {
    assertThat(hop("7", "guessed")).isEqualTo(new Hop.None());
    assertThat(hop("seven", TOKEN)).isEqualTo(new Hop.None());
    assertThat(Hop.withToken(MultiMap.caseInsensitiveMultiMap().add(Headers.HOP_EPOCH, "7"), TOKEN))
        .isEqualTo(new Hop.None());
    assertThat(
            Hop.withToken(MultiMap.caseInsensitiveMultiMap().add(Headers.HOP_TOKEN, TOKEN), TOKEN))
        .isEqualTo(new Hop.None());
  }

  private static Hop hop(String epoch, String token) {
    return Hop.withToken(
        MultiMap.caseInsensitiveMultiMap()
            .add(Headers.HOP_EPOCH, epoch)
            .add(Headers.HOP_TOKEN, token),
        TOKEN);
  }
}
