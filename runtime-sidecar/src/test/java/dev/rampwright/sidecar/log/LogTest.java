package dev.rampwright.sidecar.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  @Test
  void writesOneObjectALine() throws JsonProcessingException {
    log(Log.Format.JSON).about("default", "chat", "aaaaaaaa").forRequest("r-1").warn("a \"b\"\nc");

    assertThat(text().lines()).hasSize(1);
    JsonNode line = new JsonMapper().readTree(text());
    assertThat(line.properties().stream().map(Map.Entry::getKey))
        .containsExactly("time", "level", "message", "namespace", "name", "revision", "requestId");
    assertThat(line.path("time").asText()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(line.path("message").asText()).isEqualTo("a \"b\"\nc");
  }

  @Test
  void addsTheStackOfAnError() throws JsonProcessingException {
    log(Log.Format.JSON).error("broke", new IllegalStateException("why"));

    assertThat(new JsonMapper().readTree(text()).path("stack").asText())
        .contains("IllegalStateException: why");
  }

  @Test
  void writesTextForPeople() {
    log(Log.Format.TEXT).about("default", "chat", "aaaaaaaa").forRequest("r-1").info("hello");

    assertThat(text()).isEqualTo("2026-01-02T03:04:05Z INFO hello [r-1]" + System.lineSeparator());
  }

  @Test
  void takesJsonUnlessTextIsAskedFor() {
    assertThat(Log.formatOf(Map.of())).isEqualTo(Log.Format.JSON);
    assertThat(Log.formatOf(Map.of("RAMPWRIGHT_LOG_FORMAT", "TEXT"))).isEqualTo(Log.Format.TEXT);
  }

  private Log log(Log.Format format) {
    return new Log(new PrintStream(written, true, UTF_8), format, clock);
  }

  private String text() {
    return written.toString(UTF_8);
  }
}
