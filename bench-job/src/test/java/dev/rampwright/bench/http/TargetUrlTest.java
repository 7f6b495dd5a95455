package dev.rampwright.bench.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetUrlTest {
  @ParameterizedTest
  @CsvSource({
    "http://chat, chat, 80, /v1/chat/completions, false",
    "http://chat/, chat, 80, /v1/chat/completions, false",
    "https://chat.example, chat.example, 443, /v1/chat/completions, true",
    "HTTPS://chat:8443/base/, chat, 8443, /base/v1/chat/completions, true",
    "http://[::1]:9000, ::1, 9000, /v1/chat/completions, false"
  })
  void aBaseUrlBecomesAnEndpoint(
      String url, String host, int port, String path, boolean encrypted) {
    TargetUrl target = TargetUrl.of(url);

    assertThat(target.host()).isEqualTo(host);
    assertThat(target.port()).isEqualTo(port);
    assertThat(target.completionsPath()).isEqualTo(path);
    assertThat(target.encrypted()).isEqualTo(encrypted);
  }

  @Test
  void aPrivateErrorIsNamedAfterItsPublicClass() {
    assertThat(NetworkFailure.of(new java.net.ConnectException("refused")))
        .isEqualTo(new NetworkFailure("ConnectException", "refused"));
    assertThat(NetworkFailure.of(new io.netty.channel.ConnectTimeoutException("5 s")).kind())
        .isEqualTo("ConnectException");
    assertThat(NetworkFailure.of(new IllegalStateException()).detail()).isEmpty();
  }
}
