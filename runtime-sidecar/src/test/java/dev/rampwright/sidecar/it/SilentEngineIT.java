package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that begins to answer what the sidecar itself asks, and never ends. */
class SilentEngineIT {
  private final TestEngine engine = new TestEngine();
  private final TestSidecar sidecar;

  SilentEngineIT(@TempDir Path folder) {
    engine.fallSilentAt("/v1/messages");
    sidecar =
        TestSidecar.startWithoutEngine(folder, TestSidecar.config("aaaaaaaa", engine.port(), null));
  }

  @AfterEach
  void stop() {
    sidecar.close();
    engine.close();
  }

  /** It would not be ready before anyone had asked it anything: no gate would ever judge it. */
  @Test
  void isReadyThoughTheEngineNeverEndsToSayWhatItKnows() {
    sidecar.awaitReady();

    assertThat(sidecar.chat("{}").statusCode()).isEqualTo(200);
  }
}
