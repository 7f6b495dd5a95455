package dev.rampwright.bench;

import static org.awaitility.Awaitility.await;

import dev.rampwright.bench.fakes.SelfSigned;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.tls.PeerNames;
import dev.rampwright.sidecar.boot.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The sidecar as it runs in a pod, on free ports of loopback. */
final class SidecarProcess implements AutoCloseable {
  static final String ADMIN_TOKEN = "admin-secret";

  private static final Pattern PORT = Pattern.compile("serving on port (\\d+)");
  private static final Pattern TLS_PORT = Pattern.compile("by TLS on port (\\d+)");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Process process;
  private final Path output;

  private SidecarProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** A configuration of one before an engine at that port of loopback, without a cache. */
  static SidecarConfig before(int enginePort) {
    return new SidecarConfig(
        new SidecarConfig.Core(
            SidecarConfig.FORMAT_VERSION,
            "default",
            "chat",
            "aaaaaaaa",
            "m",
            new SidecarConfig.Engine("127.0.0.1", enginePort, "/health"),
            new SidecarConfig.Limits(20_000, 5_000, 20_000, 65_536),
            "drain-secret",
            null));
  }

  /** Starts it with this configuration; its files stand in the folder. */
  static SidecarProcess start(Path folder, SidecarConfig config)
      throws IOException, InterruptedException, GeneralSecurityException {
    SelfSigned own =
        SelfSigned.create(folder, "dns:" + PeerNames.sidecar(config.namespace(), config.service()));
    own.exportTo(folder.resolve(SidecarFiles.TLS_CERTIFICATE));
    own.exportTo(folder.resolve(SidecarFiles.TLS_AUTHORITIES));
    own.exportKeyTo(folder.resolve(SidecarFiles.TLS_KEY));
    Files.writeString(folder.resolve("config.json"), ContractJson.write(config));
    Files.writeString(folder.resolve(SidecarFiles.ADMIN_TOKEN), ADMIN_TOKEN);
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    builder.environment().putAll(environment(folder.toString()));
    return new SidecarProcess(
        builder.redirectErrorStream(true).redirectOutput(output.toFile()).start(), output);
  }

  private static Map<String, String> environment(String folder) {
    return Map.ofEntries(
        Map.entry("RAMPWRIGHT_CONFIG", folder + "/config.json"),
        Map.entry("RAMPWRIGHT_SECRETS", folder),
        Map.entry("RAMPWRIGHT_CACHE_SECRETS", folder),
        Map.entry("RAMPWRIGHT_TLS", folder),
        Map.entry("RAMPWRIGHT_BIND", "127.0.0.1"),
        Map.entry("RAMPWRIGHT_SERVE_PORT", "0"),
        Map.entry("RAMPWRIGHT_ADMIN_PORT", "0"),
        Map.entry("RAMPWRIGHT_OBSERVE_PORT", "0"),
        Map.entry("RAMPWRIGHT_DRAIN_PORT", "0"),
        Map.entry("RAMPWRIGHT_HOP_PORT", "0"),
        Map.entry("RAMPWRIGHT_SERVE_TLS_PORT", "0"),
        Map.entry("RAMPWRIGHT_DRAIN_SETTLE_MILLIS", "100"));
  }

  /** Where clients ask it, once it listens. */
  String url() throws IOException {
    return "http://127.0.0.1:" + port(PORT);
  }

  /** The same by TLS. */
  String tlsUrl() throws IOException {
    return "https://127.0.0.1:" + port(TLS_PORT);
  }

  private String port(Pattern line) throws IOException {
    await().atMost(PATIENCE).until(() -> !process.isAlive() || line.matcher(log()).find());
    return line.matcher(log())
        .results()
        .map((MatchResult found) -> found.group(1))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("it has ended: " + logOrNothing()));
  }

  /** All that it has written so far. */
  String log() throws IOException {
    return Files.readString(output);
  }

  private String logOrNothing() {
    try {
      return log();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
