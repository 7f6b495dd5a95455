package dev.rampwright.sidecar.it;

import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.SidecarPorts;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.sidecar.boot.Settings;
import dev.rampwright.sidecar.http.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** What a pod mounts for a sidecar, all in one folder. */
final class TestMount {
  private TestMount() {}

  /**
   * Writes the files. The port of hops is the contract's, so each sidecar has a loopback address of
   * its own.
   */
  static Settings write(Path folder, SidecarConfig config, Credentials own, Patience patience)
      throws IOException {
    TestAuthority.write(folder, own);
    Path file = Files.writeString(folder.resolve("config.json"), ContractJson.write(config));
    Files.writeString(folder.resolve(SidecarFiles.ADMIN_TOKEN), TestSidecar.TOKEN + "\n");
    Files.writeString(folder.resolve(SidecarFiles.CACHE_HMAC), "cache-secret");
    Files.writeString(folder.resolve(SidecarFiles.REDIS_PASSWORD), RedisServer.PASSWORD + "\n");
    return new Settings(
        file,
        folder,
        folder,
        folder,
        folder,
        loopback(),
        new Settings.Ports(0, 0, 0, 0, SidecarPorts.HOP, SidecarPorts.SERVE_TLS),
        Duration.ofMillis(200),
        patience);
  }

  /** Any of sixteen million: several checkouts may be tested on one machine. */
  private static String loopback() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "127.%d.%d.%d"
        .formatted(random.nextInt(2, 250), random.nextInt(1, 250), random.nextInt(1, 250));
  }
}
