package dev.rampwright.operator.logging;

import java.util.logging.Handler;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.LogContext;

/** Chooses the form of the log. */
public final class LogFormat {
  /** Environment variable: {@code text} for people; absent: JSON. */
  public static final String VARIABLE = "RAMPWRIGHT_LOG_FORMAT";

  private LogFormat() {}

  /** Gives all handlers of this process the JSON form, unless {@code format} is {@code text}. */
  public static void install(String format) {
    if (!format.equals("text")) {
      for (Handler handler : LogContext.getLogContext().getLogger("").getHandlers()) {
        install(handler);
      }
    }
  }

  private static void install(Handler handler) {
    handler.setFormatter(new JsonLineFormatter());
    if (handler instanceof ExtHandler parent) {
      for (Handler child : parent.getHandlers()) {
        install(child);
      }
    }
  }
}
