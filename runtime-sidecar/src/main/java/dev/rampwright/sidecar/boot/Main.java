package dev.rampwright.sidecar.boot;

import dev.rampwright.sidecar.log.LibraryLogs;
import dev.rampwright.sidecar.log.LineQueue;
import dev.rampwright.sidecar.log.Log;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Entry point. Ends with status 2 and one line if what it was given does not let it start; SIGTERM
 * drains before it ends.
 */
public final class Main {
  private static final int CANNOT_START = 2;
  private static final int LINES = 8_192;
  private static final Duration LAST_LINES = Duration.ofSeconds(2);

  private Main() {}

  /** Takes no arguments: everything is in the environment and in files. */
  public static void main(String[] args) throws InterruptedException {
    Map<String, String> environment = System.getenv();
    LineQueue lines = LineQueue.to(System.out, LINES);
    Log log = new Log(lines, Log.formatOf(environment), InstantSource.system());
    LibraryLogs.into(log);
    try {
      Sidecar sidecar = Sidecar.start(Settings.of(environment), log).toCompletableFuture().get();
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> leave(sidecar, log, lines), "shutdown"));
    } catch (BootException e) {
      fail(log, lines, String.valueOf(e.getMessage()));
    } catch (ExecutionException e) {
      fail(
          log,
          lines,
          e.getCause() instanceof BootException wrong
              ? String.valueOf(wrong.getMessage())
              : "cannot listen: " + e.getCause());
    }
  }

  private static void leave(Sidecar sidecar, Log log, LineQueue lines) {
    try {
      sidecar.leave().toCompletableFuture().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      log.error("could not leave in order", e);
    }
    close(lines);
  }

  private static void close(LineQueue lines) {
    try {
      lines.close(LAST_LINES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void fail(Log log, LineQueue lines, String message) {
    log.error(message, null);
    close(lines);
    Runtime.getRuntime().exit(CANNOT_START);
  }
}
