package dev.rampwright.bench.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Log lines of one run; safe to use from several threads. */
public final class BenchLog {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final LogFormat format;
  private final PrintStream out;
  private final InstantSource clock;
  private final String namespace;
  private final String name;

  private BenchLog(
      LogFormat format, PrintStream out, InstantSource clock, String namespace, String name) {
    this.format = format;
    this.out = out;
    this.clock = clock;
    this.namespace = namespace;
    this.name = name;
  }

  /**
   * A log.
   *
   * @param run {@code namespace/name} of what it is about; empty where that is not known
   */
  public static BenchLog of(LogFormat format, PrintStream out, InstantSource clock, String run) {
    int slash = run.indexOf('/');
    String namespace = slash < 0 ? "" : run.substring(0, slash);
    return new BenchLog(format, out, clock, namespace, run.substring(slash + 1));
  }

  /** The same log about a run. */
  public BenchLog about(String run) {
    return of(format, out, clock, run);
  }

  /** Something expected happened. */
  public void info(String message) {
    write("INFO", message, null, null, null);
  }

  /** Something failed that is tried again or can be done without. */
  public void warn(String message) {
    write("WARN", message, null, null, null);
  }

  /** Something failed for good. */
  public void error(String message, @Nullable Throwable cause) {
    write("ERROR", message, cause, null, null);
  }

  /**
   * Something with a result: in JSON lines the result is a field of its own, for people it is the
   * text.
   *
   * @param field its key
   * @param json the result as JSON
   * @param text the result for people
   */
  public void result(String message, String field, String json, String text) {
    write("INFO", format == LogFormat.TEXT ? message + "\n" + text : message, null, field, json);
  }

  private void write(
      String level,
      String message,
      @Nullable Throwable cause,
      @Nullable String field,
      @Nullable String json) {
    String time = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    if (format == LogFormat.TEXT) {
      print(time + " " + level + " " + message + (cause == null ? "" : "\n" + stack(cause)));
      return;
    }
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("time", time).put("level", level).put("message", message);
    if (!namespace.isEmpty()) {
      line.put("namespace", namespace);
    }
    if (!name.isEmpty()) {
      line.put("name", name);
    }
    if (field != null && json != null) {
      line.putRawValue(field, new RawValue(json));
    }
    if (cause != null) {
      line.put("stack", stack(cause));
    }
    try {
      print(MAPPER.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot render a log line", e);
    }
  }

  private void print(String line) {
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }

  private static String stack(Throwable cause) {
    StringWriter text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text));
    return text.toString().strip();
  }
}
