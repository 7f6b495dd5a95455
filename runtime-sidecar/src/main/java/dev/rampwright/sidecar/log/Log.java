package dev.rampwright.sidecar.log;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes log lines with the keys {@code time}, {@code level}, {@code message}, {@code namespace},
 * {@code name}, {@code revision}, {@code requestId} and {@code stack}, those that are known.
 * Written straight to the stream, because java.util.logging drops its handlers before shutdown
 * hooks have run, and the drain is logged from one.
 */
public final class Log {
  /** Form of the lines. */
  public enum Format {
    JSON,
    TEXT
  }

  private static final JsonMapper MAPPER = new JsonMapper();

  private final PrintStream out;
  private final Format format;
  private final InstantSource clock;
  private final Map<String, String> fields;

  public Log(PrintStream out, Format format, InstantSource clock) {
    this(out, format, clock, Map.of());
  }

  private Log(PrintStream out, Format format, InstantSource clock, Map<String, String> fields) {
    this.out = out;
    this.format = format;
    this.clock = clock;
    this.fields = fields;
  }

  /** Reads {@code RAMPWRIGHT_LOG_FORMAT}: {@code text}, else JSON. */
  public static Format formatOf(Map<String, String> environment) {
    return "text".equalsIgnoreCase(environment.getOrDefault("RAMPWRIGHT_LOG_FORMAT", "json"))
        ? Format.TEXT
        : Format.JSON;
  }

  /** The same log with the service's identity in each line. */
  public Log about(String namespace, String name, String revision) {
    return with("namespace", namespace).with("name", name).with("revision", revision);
  }

  /** The same log with a request's id in each line. */
  public Log forRequest(String requestId) {
    return with("requestId", requestId);
  }

  public void info(String message) {
    write("INFO", message, null);
  }

  public void warn(String message) {
    write("WARN", message, null);
  }

  public void error(String message, @Nullable Throwable cause) {
    write("ERROR", message, cause);
  }

  void write(String level, String message, @Nullable Throwable cause) {
    out.println(format == Format.JSON ? json(level, message, cause) : text(level, message, cause));
  }

  private Log with(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(key, value);
    return new Log(out, format, clock, more);
  }

  private String json(String level, String message, @Nullable Throwable cause) {
    Map<String, String> line = new LinkedHashMap<>();
    line.put("time", clock.instant().toString());
    line.put("level", level);
    line.put("message", message);
    line.putAll(fields);
    if (cause != null) {
      line.put("stack", stack(cause));
    }
    return MAPPER.valueToTree(line).toString();
  }

  private String text(String level, String message, @Nullable Throwable cause) {
    String id = fields.get("requestId");
    return clock.instant()
        + " "
        + level
        + " "
        + message
        + (id == null ? "" : " [" + id + "]")
        + (cause == null ? "" : System.lineSeparator() + stack(cause));
  }

  private static String stack(Throwable cause) {
    StringWriter text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
