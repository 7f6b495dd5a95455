package dev.rampwright.operator.tokencache.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.Pem;
import dev.rampwright.contracts.tls.ServerTrust;
import dev.rampwright.operator.pki.Certificates;
import dev.rampwright.operator.testing.TestSettings;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration and reload as they are rendered, with a real server and other paths. */
class ValkeyReloadIT {
  private static final String PASSWORD = "s3cr3t";

  private final Certificates certificates = new Certificates();
  private final int port = ThreadLocalRandom.current().nextInt(12_000, 30_000);
  private final List<Process> processes = new ArrayList<>();
  private final Path folder;

  ValkeyReloadIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void stop() {
    processes.forEach(Process::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
  }

  @Test
  void aRenewedCertificateIsTakenAndNothingIsLost() throws Exception {
    Credentials first = certificates.of("localhost");
    Credentials renewed = certificates.of("localhost");
    mount(first);
    Files.createDirectories(folder.resolve("data"));
    Path etc = Files.createDirectories(folder.resolve("etc"));
    Files.writeString(etc.resolve(ValkeyConfig.PASSWORD), PASSWORD);
    Path config =
        Files.writeString(
            etc.resolve(ValkeyConfig.FILE),
            here(ValkeyConfig.text(PASSWORD, "64Mi", ValkeyTransport.TLS)));
    start("redis-server", config.toString());
    await().ignoreExceptions().until(() -> presented(first).equals(first.certificate()));
    run("set", "entry", "kept");

    List<String> command = ValkeyReload.container(TestSettings.IMAGES).getCommand();
    start(command.get(0), command.get(1), here(command.get(2)).replace("sleep 5", "sleep 0.1"));
    mount(renewed);

    await().until(() -> presented(first).equals(renewed.certificate()));
    assertThat(run("get", "entry")).isEqualTo("kept");
  }

  private String here(String rendered) {
    return rendered
        .replace(ValkeyDeployment.TLS_FOLDER, folder.resolve("tls").toString())
        .replace(ValkeyDeployment.CONFIG_FOLDER, folder.resolve("etc").toString())
        .replace("/data", folder.resolve("data").toString())
        .replace(Integer.toString(CacheNames.PORT), Integer.toString(port));
  }

  private void mount(Credentials credentials) throws IOException {
    Path tls = Files.createDirectories(folder.resolve("tls"));
    Files.writeString(
        tls.resolve(SidecarFiles.TLS_CERTIFICATE), Pem.write(List.of(credentials.certificate())));
    Files.writeString(tls.resolve(SidecarFiles.TLS_KEY), Pem.write(credentials.key()));
  }

  /** The certificate that a client gets to see who believes the authority of these. */
  private Certificate presented(Credentials believed) throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            ServerTrust.in(Pem.write(believed.authorities()))
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  private void start(String... command) throws IOException {
    processes.add(
        builder(command)
            .redirectOutput(folder.resolve(processes.size() + ".log").toFile())
            .start());
  }

  private String run(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("redis-cli", "-s"));
    command.add(here(ValkeyConfig.SOCKET));
    command.addAll(List.of(words));
    Process process = builder(command.toArray(String[]::new)).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
  }

  /** Debian's Redis has the same programs under other names. */
  private ProcessBuilder builder(String... command) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path client = bin.resolve("valkey-cli");
    if (!Files.exists(client)) {
      Files.writeString(client, "#!/bin/sh\nexec redis-cli \"$@\"\n");
      assertThat(client.toFile().setExecutable(true)).isTrue();
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("PATH", bin + File.pathSeparator + environment.get("PATH"));
    environment.put("REDISCLI_AUTH", PASSWORD);
    return builder;
  }
}
