package dev.rampwright.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorsPolicyTest {
  private static final String PAGE = "https://chat.example.com";

  private final CorsPolicy named = new CorsPolicy(List.of(PAGE, "http://localhost:3000"));
  private final CorsPolicy any = new CorsPolicy(List.of("*"));
  private final CorsPolicy none = new CorsPolicy(List.of());

  @Test
  void namesTheOriginThatIsListed() {
    assertThat(named.headers(PAGE))
        .containsEntry("Access-Control-Allow-Origin", PAGE)
        .containsEntry("Access-Control-Allow-Credentials", "true")
        .containsEntry("Vary", "Origin")
        .containsKey("Access-Control-Expose-Headers");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "https://chat.example.com.evil.org",
        "https://evil.org",
        "http://chat.example.com",
        "https://chat.example.com:8443",
        "HTTPS://chat.example.com",
        "null",
        "*",
        ""
      })
  void givesNoOtherOriginAnything(String origin) {
    assertThat(named.headers(origin)).isEqualTo(Map.of("Vary", "Origin"));
    assertThat(named.preflight(origin, "authorization")).containsOnlyKeys("Vary");
    assertThat(none.headers(origin)).isEmpty();
    assertThat(none.preflight(origin, "authorization")).isEmpty();
  }

  @Test
  void neverLetsAnyPageSendCookies() {
    assertThat(any.headers(PAGE))
        .containsEntry("Access-Control-Allow-Origin", "*")
        .doesNotContainKey("Access-Control-Allow-Credentials");
    assertThat(new CorsPolicy(List.of(PAGE, "*")).preflight(PAGE, null))
        .containsEntry("Access-Control-Allow-Origin", "*")
        .doesNotContainKey("Access-Control-Allow-Credentials");
  }

  @Test
  void letsAPreflightSendWhatItAsksFor() {
    assertThat(named.preflight(PAGE, "authorization,content-type"))
        .containsEntry("Access-Control-Allow-Headers", "authorization,content-type")
        .containsEntry("Access-Control-Allow-Methods", "GET, HEAD, POST")
        .containsEntry("Access-Control-Max-Age", "600")
        .containsEntry(
            "Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
    assertThat(named.preflight(PAGE, "a\r\nb: c"))
        .doesNotContainKey("Access-Control-Allow-Headers");
  }
}
