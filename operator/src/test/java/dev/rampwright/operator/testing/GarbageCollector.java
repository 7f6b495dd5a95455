package dev.rampwright.operator.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Kubernetes' own garbage collector at work on the {@link ApiServer}, in a process of its own. The
 * testbed's API server is one program with the controller manager: the name that it is started by
 * tells which it is.
 */
public final class GarbageCollector implements AutoCloseable {
  private final Process process;
  private final Path folder;

  private GarbageCollector(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /**
   * Starts it. It takes some seconds until it has seen all objects; what was deleted before is
   * collected all the same.
   *
   * @throws IllegalStateException if the API server's program is not where the environment says
   */
  public static GarbageCollector start(ApiServer server) {
    try {
      Path folder = Files.createTempDirectory("garbage-collector");
      Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), server.kubeconfig());
      Path program =
          Files.createSymbolicLink(folder.resolve("kube-controller-manager"), apiServer());
      Process process =
          new ProcessBuilder(
                  program.toString(),
                  "--kubeconfig=" + kubeconfig,
                  "--controllers=garbage-collector-controller",
                  "--leader-elect=false",
                  "--secure-port=0",
                  "--kube-api-qps=500",
                  "--kube-api-burst=500")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      return new GarbageCollector(process, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path apiServer() throws IOException {
    Path versions = Path.of(System.getenv(ApiServer.BINARIES), "k8s");
    try (Stream<Path> found =
        Files.find(versions, 2, (path, _) -> path.endsWith("kube-apiserver"))) {
      return found
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(versions + " has no API server"));
    }
  }

  /** Whether it still works. */
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(GarbageCollector::delete);
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
