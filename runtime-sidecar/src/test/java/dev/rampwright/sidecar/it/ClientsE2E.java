package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.ClientAuth;
import dev.rampwright.contracts.Digests;
import dev.rampwright.contracts.SidecarConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clients of OpenAI and Anthropic as they come from PyPI, against a sidecar in front of a real
 * engine. Their Python is {@code RAMPWRIGHT_CLIENTS_PYTHON}; {@code make e2e-clients} sets it.
 */
class ClientsE2E {
  private static final String KEY = "key-of-alice-0123456789";
  private static final SidecarConfig.Limits LIMITS =
      new SidecarConfig.Limits(120_000, 60_000, 20_000, 1 << 20);

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void satisfiesTheClients(@TempDir Path folder) throws IOException, InterruptedException {
    String template = Files.readString(SmallEngine.testbed().resolve("clients/tools.jinja"));
    TestEngine busy = new TestEngine();
    busy.behave(TestEngine.json(429, "{\"error\":{\"message\":\"busy\"}}"));
    try (busy;
        SmallEngine engine =
            new SmallEngine(
                folder.resolve("engine.log"),
                "--embeddings",
                "--pooling",
                "mean",
                "--chat-template",
                template);
        TestSidecar sidecar = start(folder.resolve("sidecar"), engine.port());
        TestSidecar full = start(folder.resolve("full"), busy.port())) {
      Process check =
          new ProcessBuilder(
                  Objects.requireNonNull(
                      System.getenv("RAMPWRIGHT_CLIENTS_PYTHON"), "run by make e2e-clients"),
                  SmallEngine.testbed().resolve("clients/check.py").toString(),
                  "http://" + sidecar.plainEndpoint(),
                  SmallEngine.MODEL,
                  KEY,
                  "http://" + full.plainEndpoint())
              .redirectErrorStream(true)
              .start();
      try (BufferedReader lines = check.inputReader()) {
        lines.lines().forEach(System.out::println);
      }
      assertThat(check.waitFor()).as("see above for what failed").isZero();
    }
  }

  private static TestSidecar start(Path folder, int enginePort) throws IOException {
    ClientAuth keys =
        ClientAuth.by(
            new ClientAuth.ApiKeys(Map.of(Digests.apiKey(TestSidecar.TOKEN, KEY), "alice")));
    SidecarConfig config =
        TestSidecar.config("aaaaaaaa", enginePort, TestSidecar.cache(null), LIMITS);
    return TestSidecar.start(Files.createDirectory(folder), config.withAuth(keys));
  }
}
