package dev.rampwright.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.Headers;
import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;

class HopTest {
  private static final String TOKEN = "token";

  @Test
  void believesItsOwnHeaders() {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    Hop.headers(7, TOKEN).forEach(headers::add);

    assertThat(Hop.of(headers, TOKEN)).isEqualTo(new Hop.From(7));
  }

  @Test
  void takesEverythingElseForAClient() {
    assertThat(hop("7", "guessed")).isEqualTo(new Hop.None());
    assertThat(hop("seven", TOKEN)).isEqualTo(new Hop.None());
    assertThat(Hop.of(MultiMap.caseInsensitiveMultiMap().add(Headers.HOP_EPOCH, "7"), TOKEN))
        .isEqualTo(new Hop.None());
    assertThat(Hop.of(MultiMap.caseInsensitiveMultiMap().add(Headers.HOP_TOKEN, TOKEN), TOKEN))
        .isEqualTo(new Hop.None());
  }

  private static Hop hop(String epoch, String token) {
    return Hop.of(
        MultiMap.caseInsensitiveMultiMap()
            .add(Headers.HOP_EPOCH, epoch)
            .add(Headers.HOP_TOKEN, token),
        TOKEN);
  }
}
