package dev.rampwright.sidecar.log;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes log lines with the keys {@code time}, {@code level}, {@code message}, {@code namespace},
 * {@code name}, {@code revision}, {@code requestId} and {@code stack}, those that are known. Not by
 * java.util.logging, which drops its handlers before shutdown hooks have run, and the drain is
 * logged from one.
 */
public final class Log {
  /** Form of the lines. */
  public enum Format {
    JSON,
    TEXT
  }

  private static final JsonMapper MAPPER = new JsonMapper();

  private final LineSink sink;
  private final Format format;
  private final InstantSource clock;
  private final Map<String, String> fields;

  /** Writes straight to the stream; whoever logs waits for it. */
  public Log(PrintStream out, Format format, InstantSource clock) {
    this(line -> out.println(line.get()), format, clock, Map.of());
  }

  /** Leaves the writing to the queue. */
  public Log(LineQueue queue, Format format, InstantSource clock) {
    this(queue, format, clock, Map.of());
  }

  private Log(LineSink sink, Format format, InstantSource clock, Map<String, String> fields) {
    this.sink = sink;
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

  /**
   * Writes one more line, of these fields beside the log's own.
   *
   * @param facts asked where the line is written, which may be later and in another thread
   */
  public void record(String message, Supplier<Map<String, Object>> facts) {
    Instant now = clock.instant();
    sink.accept(() -> render(now, "INFO", message, null, facts.get()));
  }

  /** Lines that were not written because too many waited. */
  public long dropped() {
    return sink.dropped();
  }

  void write(String level, String message, @Nullable Throwable cause) {
    Instant now = clock.instant();
    sink.accept(() -> render(now, level, message, cause, Map.of()));
  }

  private String render(
      Instant now,
      String level,
      String message,
      @Nullable Throwable cause,
      Map<String, Object> facts) {
    return format == Format.JSON
        ? json(now, level, message, cause, facts)
        : text(now, level, message, cause, facts);
  }

  private Log with(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(key, value);
    return new Log(sink, format, clock, more);
  }

  private String json(
      Instant now,
      String level,
      String message,
      @Nullable Throwable cause,
      Map<String, Object> facts) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", now.toString());
    line.put("level", level);
    line.put("message", message);
    line.putAll(fields);
    line.putAll(facts);
    if (cause != null) {
      line.put("stack", stack(cause));
    }
    return MAPPER.valueToTree(line).toString();
  }

  private String text(
      Instant now,
      String level,
      String message,
      @Nullable Throwable cause,
      Map<String, Object> facts) {
    String id = fields.get("requestId");
    return now
        + " "
        + level
        + " "
        + message
        + (facts.isEmpty() ? "" : " " + facts)
        + (id == null ? "" : " [" + id + "]")
        + (cause == null ? "" : System.lineSeparator() + stack(cause));
  }

  private static String stack(Throwable cause) {
    StringWriter text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
