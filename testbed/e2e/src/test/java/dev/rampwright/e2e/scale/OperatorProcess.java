package dev.rampwright.e2e.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The operator's process, as the machine's kernel sees it. */
final class OperatorProcess {
  private static final double KIB_PER_MIB = 1024;

  private OperatorProcess() {}

  /** Memory resident now, in MiB. */
  static double residentMib() {
    return kib("VmRSS:") / KIB_PER_MIB;
  }

  /** The most that ever was, in MiB. */
  static double mostResidentMib() {
    return kib("VmHWM:") / KIB_PER_MIB;
  }

  /** Processor time since its start. */
  static Duration processorTime() {
    return handle().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static long kib(String field) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(handle().pid()), "status")).stream()
          .filter(line -> line.startsWith(field))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProcessHandle handle() {
    return ProcessHandle.allProcesses()
        .filter(it -> it.info().commandLine().filter(OperatorProcess::isOperator).isPresent())
        .findFirst()
        .orElseThrow();
  }

  private static boolean isOperator(String command) {
    return command.endsWith("/app/quarkus-run.jar");
  }
}
