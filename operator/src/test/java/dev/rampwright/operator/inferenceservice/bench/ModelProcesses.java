package dev.rampwright.operator.inferenceservice.bench;

import dev.rampwright.contracts.SidecarPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a kubelet runs for a model pod: the sidecar and the engine, each a process of its own. */
final class ModelProcesses implements AutoCloseable {
  /** As in the image, but for the cache of its start, which only the image's JVM can use. */
  private static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-Xms16m",
          "-Xmx128m",
          "-Dvertx.disableDnsResolver=true",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final String address;
  private final Path folder;
  private final List<Process> processes;

  private ModelProcesses(String address, Path folder, List<Process> processes) {
    this.address = address;
    this.folder = folder;
    this.processes = processes;
  }

  /**
   * Starts both.
   *
   * @param address of the pod, on loopback
   * @param folder of the pod; its volumes have been written there
   * @param engine command and arguments
   */
  static ModelProcesses start(String address, Path folder, List<String> engine) {
    List<String> sidecar = new ArrayList<>();
    sidecar.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    sidecar.addAll(JVM);
    sidecar.addAll(
        List.of(
            "-cp",
            System.getProperty("rampwright.bench.sidecar"),
            "dev.rampwright.sidecar.boot.Main"));
    String files = folder.toString();
    return new ModelProcesses(
        address,
        folder,
        List.of(
            run(folder.resolve("engine.log"), engine, Map.of()),
            run(
                folder.resolve("sidecar.log"),
                sidecar,
                Map.of(
                    "RAMPWRIGHT_CONFIG", folder.resolve("config.json").toString(),
                    "RAMPWRIGHT_SECRETS", files,
                    "RAMPWRIGHT_TLS", files,
                    "RAMPWRIGHT_CACHE_SECRETS", files,
                    "RAMPWRIGHT_BIND", address))));
  }

  private static Process run(Path log, List<String> command, Map<String, String> environment) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return address;
  }

  /**
   * As the readiness probe finds it.
   *
   * @throws IllegalStateException if a process has ended
   */
  boolean isReady(HttpClient probe) {
    URI ready = URI.create("http://%s:%d/health/ready".formatted(address, SidecarPorts.OBSERVE));
    try {
      requireAlive();
      return probe
              .send(HttpRequest.newBuilder(ready).build(), BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (ConnectException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void requireAlive() throws IOException {
    if (!processes.stream().allMatch(Process::isAlive)) {
      throw new IllegalStateException(
          "a process has ended: "
              + Files.readString(folder.resolve("engine.log"))
              + Files.readString(folder.resolve("sidecar.log")));
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }
}
