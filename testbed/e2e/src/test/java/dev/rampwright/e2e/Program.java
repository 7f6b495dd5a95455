package dev.rampwright.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** A server beside the cluster, in its network: begun by a scenario, and ended by it. */
final class Program implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private final String name;
  private final Process process;
  private final Path log;

  private Program(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Its output goes to a file in the folder, which is also where it runs. */
  static Program start(String name, Path folder, List<String> command) throws IOException {
    Path log = folder.resolve(name + ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new Program(name, process, log);
  }

  /** Waits until what is tried no longer fails; what the program said stands in the failure. */
  void awaitReady(ThrowingRunnable tried) {
    Awaitility.await(name + " is ready")
        .atMost(PATIENCE)
        .failFast(this::assertRuns)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .untilAsserted(tried);
  }

  private void assertRuns() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException(name + " has ended: " + Files.readString(log));
    }
  }

  /** Without a farewell, as when its machine goes. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
