package dev.rampwright.bench.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchLogTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456Z");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void aLineIsOneJsonObjectWithTheCommonKeys() throws Exception {
    log(LogFormat.JSON).info("a \"quoted\"\nline");

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    assertThat(line())
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"time":"2026-01-01T00:00:00.123Z","level":"INFO",
                     "message":"a \\"quoted\\"\\nline","namespace":"default","name":"smoke"}
                    """));
  }

  @Test
  void anErrorCarriesItsStack() throws Exception {
    log(LogFormat.JSON).error("broken", new IllegalStateException("why"));

    assertThat(line().path("level").asText()).isEqualTo("ERROR");
    assertThat(line().path("stack").asText())
        .startsWith("java.lang.IllegalStateException: why")
        .contains("BenchLogTest");
  }

  @Test
  void aResultIsAFieldOfItsOwn() throws Exception {
    log(LogFormat.JSON).result("done", "report", "{\"phase\":\"COMPLETE\"}", "a table");

    assertThat(line().path("report").path("phase").asText()).isEqualTo("COMPLETE");
    assertThat(line().toString()).doesNotContain("a table");
  }

  @Test
  void peopleGetText() {
    log(LogFormat.TEXT).result("done", "report", "{}", "a table");

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("2026-01-01T00:00:00.123Z INFO done", "a table");
  }

  @Test
  void theEnvironmentChoosesTheFormat() {
    assertThat(LogFormat.of(Map.of())).isEqualTo(LogFormat.JSON);
    assertThat(LogFormat.of(Map.of("RAMPWRIGHT_LOG_FORMAT", "text"))).isEqualTo(LogFormat.TEXT);
  }

  private BenchLog log(LogFormat format) {
    return BenchLog.of(format, out, () -> NOW, "").about("default/smoke");
  }

  private JsonNode line() throws Exception {
    return new JsonMapper().readTree(bytes.toByteArray());
  }
}
