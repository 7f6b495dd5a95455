package dev.rampwright.sidecar.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.sidecar.boot.Main;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own. */
class MainIT {
  private static final Pattern PORT = Pattern.compile("serving on port (\\d+)");

  private final Path folder;
  private final Path output;

  MainIT(@TempDir Path folder) {
    this.folder = folder;
    this.output = folder.resolve("output");
  }

  @Test
  void endsWithStatus2AndOneLineWithoutAConfiguration() throws IOException {
    Process process = run();

    assertThat(process.onExit().join().exitValue()).isEqualTo(2);
    assertThat(Files.readAllLines(output))
        .singleElement()
        .asString()
        .contains("no configuration at")
        .contains("RAMPWRIGHT_CONFIG");
  }

  @Test
  void endsWithStatus2AndNamesWhatIsWrongWithIt() throws IOException {
    Files.writeString(folder.resolve("config.json"), "{\"formatVersion\":1,\"revision\":\"a\"}");

    Process process = run();

    assertThat(process.onExit().join().exitValue()).isEqualTo(2);
    assertThat(Files.readAllLines(output)).singleElement().asString().contains("limits is missing");
  }

  @Test
  void endsWithStatus2WithoutACertificate() throws IOException {
    Files.writeString(
        folder.resolve("config.json"),
        ContractJson.write(TestSidecar.config("aaaaaaaa", 9000, null)));
    Files.writeString(folder.resolve(SidecarFiles.ADMIN_TOKEN), "t");

    Process process = run();

    assertThat(process.onExit().join().exitValue()).isEqualTo(2);
    assertThat(Files.readAllLines(output))
        .singleElement()
        .asString()
        .contains("no certificate at")
        .contains("RAMPWRIGHT_TLS");
  }

  @Test
  void endsWithStatus2WithACertificateThatIsNone() throws IOException {
    Files.writeString(
        folder.resolve("config.json"),
        ContractJson.write(TestSidecar.config("aaaaaaaa", 9000, null)));
    Files.writeString(folder.resolve(SidecarFiles.ADMIN_TOKEN), "t");
    TestAuthority.write(folder, TestSidecar.AUTHORITY.issue(TestSidecar.NAME));
    Files.writeString(folder.resolve(SidecarFiles.TLS_KEY), "garbage");

    Process process = run();

    assertThat(process.onExit().join().exitValue()).isEqualTo(2);
    assertThat(Files.readAllLines(output))
        .singleElement()
        .asString()
        .contains("cannot use the certificate: no PEM private key");
  }

  @Test
  void finishesOpenStreamsAfterSigterm() throws IOException {
    try (TestEngine engine = new TestEngine()) {
      List<String> events = new ArrayList<>(Collections.nCopies(40, "data: {}\n\n"));
      events.add("data: [DONE]\n\n");
      engine.behave(engine.stream(50, events));
      Files.writeString(
          folder.resolve("config.json"),
          ContractJson.write(TestSidecar.config("aaaaaaaa", engine.port(), null)));
      Files.writeString(folder.resolve(SidecarFiles.ADMIN_TOKEN), "t");
      TestAuthority.write(folder, TestSidecar.AUTHORITY.issue(TestSidecar.NAME));
      Process process = run();
      CompletableFuture<HttpResponse<String>> answer = ask(awaitPort());
      await().until(() -> !engine.seen().isEmpty());

      process.destroy();

      assertThat(answer.join().body()).isEqualTo(String.join("", events));
      process.onExit().join();
      assertThat(Files.readString(output)).contains("drained: 0 requests left in flight");
    }
  }

  private static CompletableFuture<HttpResponse<String>> ask(int port) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
            .POST(BodyPublishers.ofString("{\"stream\":true}"))
            .build();
    return HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofString(UTF_8));
  }

  private int awaitPort() throws IOException {
    await().until(() -> PORT.matcher(Files.readString(output)).find());
    Matcher port = PORT.matcher(Files.readString(output));
    assertThat(port.find()).isTrue();
    return Integer.parseInt(port.group(1));
  }

  private Process run() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    builder
        .environment()
        .putAll(
            Map.ofEntries(
                Map.entry("RAMPWRIGHT_CONFIG", folder.resolve("config.json").toString()),
                Map.entry("RAMPWRIGHT_SECRETS", folder.toString()),
                Map.entry("RAMPWRIGHT_CACHE_SECRETS", folder.toString()),
                Map.entry("RAMPWRIGHT_TLS", folder.toString()),
                Map.entry("RAMPWRIGHT_BIND", "127.0.0.1"),
                Map.entry("RAMPWRIGHT_SERVE_PORT", "0"),
                Map.entry("RAMPWRIGHT_ADMIN_PORT", "0"),
                Map.entry("RAMPWRIGHT_OBSERVE_PORT", "0"),
                Map.entry("RAMPWRIGHT_DRAIN_PORT", "0"),
                Map.entry("RAMPWRIGHT_HOP_PORT", "0"),
                Map.entry("RAMPWRIGHT_DRAIN_SETTLE_MILLIS", "100")));
    return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }
}
