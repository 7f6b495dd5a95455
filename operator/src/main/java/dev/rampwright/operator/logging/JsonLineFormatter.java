package dev.rampwright.operator.logging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.logging.Level;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Formats records as one JSON object a line. The resource that is being reconciled comes from the
 * keys that the operator SDK puts into the diagnostic context.
 */
public final class JsonLineFormatter extends ExtFormatter {
  private static final JsonMapper MAPPER = new JsonMapper();

  @Override
  public String format(ExtLogRecord entry) {
    Map<String, String> context = entry.getMdcCopy();
    LogLine line =
        new LogLine(
            entry.getInstant().toString(),
            level(entry.getLevel()),
            formatMessage(entry),
            context.get("resource.kind"),
            namespace(context.get("resource.namespace")),
            context.get("resource.name"),
            context.get("revision"),
            context.get("requestId"),
            entry.getLoggerName(),
            stack(entry.getThrown()));
    try {
      return MAPPER.writeValueAsString(line) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings can always be written", e);
    }
  }

  private static String level(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    if (level.intValue() >= Level.WARNING.intValue()) {
      return "WARN";
    }
    return level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
  }

  /** The SDK writes {@code no namespace} where there is none. */
  private static @Nullable String namespace(@Nullable String value) {
    return value == null || value.contains(" ") ? null : value;
  }

  private static @Nullable String stack(@Nullable Throwable thrown) {
    if (thrown == null) {
      return null;
    }
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
