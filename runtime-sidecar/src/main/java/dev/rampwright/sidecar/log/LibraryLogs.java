package dev.rampwright.sidecar.log;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Brings what libraries log through java.util.logging into the one form of line. */
public final class LibraryLogs extends Handler {
  private final Log log;
  private final SimpleFormatter formatter = new SimpleFormatter();

  private LibraryLogs(Log log) {
    this.log = log;
  }

  /** Takes the place of every handler; warnings and worse are kept. */
  public static void into(Log log) {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(Level.WARNING);
    root.addHandler(new LibraryLogs(log));
  }

  @Override
  public void publish(LogRecord entry) {
    String level = entry.getLevel().intValue() >= Level.SEVERE.intValue() ? "ERROR" : "WARN";
    log.write(
        level, entry.getLoggerName() + ": " + formatter.formatMessage(entry), entry.getThrown());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
