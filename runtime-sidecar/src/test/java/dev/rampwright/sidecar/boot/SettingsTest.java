package dev.rampwright.sidecar.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.SidecarPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @Test
  void holdsTheContractsValuesInABareEnvironment() throws BootException {
    Settings settings = Settings.of(Map.of());

    assertThat(settings.config()).isEqualTo(Path.of(SidecarFiles.CONFIG));
    assertThat(settings.bind()).isEqualTo("0.0.0.0");
    assertThat(settings.ports())
        .isEqualTo(
            new Settings.Ports(
                SidecarPorts.SERVE,
                SidecarPorts.ADMIN,
                SidecarPorts.OBSERVE,
                SidecarPorts.DRAIN,
                SidecarPorts.HOP,
                SidecarPorts.SERVE_TLS));
    assertThat(settings.tls()).isEqualTo(Path.of(SidecarFiles.TLS));
    assertThat(settings.drainSettle()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void takesWhatTheEnvironmentSays() throws BootException {
    Settings settings =
        Settings.of(Map.of("RAMPWRIGHT_SERVE_PORT", "0", "RAMPWRIGHT_DRAIN_SETTLE_MILLIS", "20"));

    assertThat(settings.ports().serve()).isZero();
    assertThat(settings.drainSettle()).isEqualTo(Duration.ofMillis(20));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "65536", ""})
  void saysWhichNumberIsWrong(String value) {
    assertThatThrownBy(() -> Settings.of(Map.of("RAMPWRIGHT_ADMIN_PORT", value)))
        .isInstanceOf(BootException.class)
        .hasMessage("RAMPWRIGHT_ADMIN_PORT must be a number from 0 to 65535, is " + value);
  }
}
