package dev.rampwright.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Breaks the test cluster from outside of Kubernetes, by testbed/e2e/inject, and looks inside. */
final class Injection {
  private Injection() {}

  /** Runs {@code inject} with these arguments. */
  static void inject(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Path.of("inject").toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    run(command);
  }

  /** The clients' connections to a Service, as the kernel leads them. */
  static List<Conntrack> connections(String serviceAddress)
      throws IOException, InterruptedException {
    return Conntrack.parse(
        run(List.of("conntrack", "--dump", "--proto", "tcp", "--orig-dst", serviceAddress)));
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed: " + output);
    }
    return output;
  }
}
