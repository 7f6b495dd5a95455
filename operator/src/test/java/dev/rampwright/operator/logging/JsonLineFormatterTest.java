package dev.rampwright.operator.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class JsonLineFormatterTest {
  private final JsonLineFormatter formatter = new JsonLineFormatter();

  @Test
  void oneLineCarriesTheResourceThatIsReconciled() throws IOException {
    ExtLogRecord entry = entry("hello \"you\"\nand\tme");
    entry.setMdc(
        Map.of("resource.namespace", "default", "resource.name", "chat", "revision", "6f1c2a9b"));

    String line = formatter.format(entry);

    assertThat(line.strip()).doesNotContain("\n");
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.get("message").asText()).isEqualTo("hello \"you\"\nand\tme");
    assertThat(json.get("namespace").asText()).isEqualTo("default");
    assertThat(json.get("name").asText()).isEqualTo("chat");
    assertThat(json.get("revision").asText()).isEqualTo("6f1c2a9b");
    assertThat(json.get("level").asText()).isEqualTo("WARN");
    assertThat(json.fieldNames()).toIterable().startsWith("time", "level", "message");
  }

  @Test
  void anErrorCarriesItsStack() throws IOException {
    ExtLogRecord entry = entry("failed");
    entry.setThrown(new IllegalStateException("why"));
    JsonNode json = new ObjectMapper().readTree(formatter.format(entry));
    assertThat(json.get("stack").asText()).contains("IllegalStateException: why");
  }

  @Test
  void whatIsUnknownIsLeftOut() throws IOException {
    ExtLogRecord entry = entry("x");
    entry.setMdc(Map.of("resource.namespace", "no namespace"));
    JsonNode json = new ObjectMapper().readTree(formatter.format(entry));
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly("time", "level", "message", "logger");
  }

  private static ExtLogRecord entry(String message) {
    ExtLogRecord entry =
        new ExtLogRecord(Level.WARN, message, JsonLineFormatterTest.class.getName());
    entry.setLoggerName("test");
    return entry;
  }
}
