package dev.rampwright.sidecar.it;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * The sidecar's image, unpacked: its ahead-of-time cache is good for its own JVM and jars only.
 * {@code rampwright.bench.image} names a file of what testbed/bench-sidecar's {@code bench.image}
 * tells of it.
 *
 * @param enter the command that runs another one inside, as the user of the image's pods
 * @param environment of the image, as {@code NAME=VALUE}
 * @param command that starts the sidecar
 */
record UnpackedImage(
    Path root, List<String> enter, List<String> environment, List<String> command) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int USER = 65_532;

  /** What the operator gives a sidecar's container where a service says nothing else. */
  private static final String MEMORY = "JAVA_TOOL_OPTIONS=-XX:MaxRAM=256m";

  static UnpackedImage given() throws IOException {
    return JSON.readValue(
        Path.of(System.getProperty("rampwright.bench.image")).toFile(), UnpackedImage.class);
  }

  /** Folders of tests inside it. */
  static final class Folders implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext of, ExtensionContext test)
        throws IOException {
      return Files.createTempDirectory(given().root().resolve("tmp"), "bench");
    }
  }

  /** How a process inside names a path. */
  String inside(Path path) {
    return "/" + root.relativize(path);
  }

  /** Gives a folder, and what is in it, to the user of the image's pods. */
  void give(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.toList()) {
        Files.setAttribute(each, "unix:uid", USER);
      }
    }
  }

  /** Starts the sidecar, with the memory limit that the JVM would read from its cgroup. */
  Process start(Map<String, String> more, Path log) throws IOException {
    List<String> all = new ArrayList<>(enter);
    all.addAll(List.of("/usr/bin/env", "-i", MEMORY));
    all.addAll(environment);
    more.forEach((name, value) -> all.add(name + "=" + value));
    all.addAll(command);
    return new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }
}
