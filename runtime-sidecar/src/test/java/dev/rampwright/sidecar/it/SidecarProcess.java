package dev.rampwright.sidecar.it;

import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.Headers;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.SidecarFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * A sidecar as in a pod: out of its image, a process of its own. What runs in the JVM of the tests
 * has been compiled by the tests before.
 */
final class SidecarProcess implements AutoCloseable {
  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();
  private final int serve = LlamaServer.anyPort();
  private final int observe = LlamaServer.anyPort();
  private final int drain = LlamaServer.anyPort();

  /**
   * Starts it; the engine may come up later.
   *
   * @param folder inside the image
   */
  SidecarProcess(UnpackedImage image, Path folder, SidecarConfig config) throws IOException {
    Files.writeString(folder.resolve("config.json"), ContractJson.write(config));
    Files.writeString(folder.resolve(SidecarFiles.ADMIN_TOKEN), "t");
    Files.writeString(folder.resolve(SidecarFiles.CACHE_HMAC), "cache-secret");
    TestAuthority.write(folder, TestSidecar.AUTHORITY.issue(TestSidecar.NAME));
    image.give(folder);
    process = image.start(environment(image.inside(folder)), folder.resolve("sidecar.log"));
  }

  void awaitReady() {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(() -> get(observe, "/health/ready").statusCode() == 200);
  }

  private Map<String, String> environment(String folder) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("RAMPWRIGHT_CONFIG", folder + "/config.json");
    for (String name : List.of("SECRETS", "CACHE_SECRETS", "TLS", "SLOTS")) {
      environment.put("RAMPWRIGHT_" + name, folder);
    }
    environment.put("RAMPWRIGHT_BIND", "127.0.0.1");
    environment.put("RAMPWRIGHT_SERVE_PORT", Integer.toString(serve));
    environment.put("RAMPWRIGHT_OBSERVE_PORT", Integer.toString(observe));
    environment.put("RAMPWRIGHT_DRAIN_PORT", Integer.toString(drain));
    environment.put("RAMPWRIGHT_ADMIN_PORT", "0");
    environment.put("RAMPWRIGHT_HOP_PORT", "0");
    environment.put("RAMPWRIGHT_DRAIN_SETTLE_MILLIS", "100");
    return environment;
  }

  HttpResponse<String> complete(String json, String agent) {
    return send(
        HttpRequest.newBuilder(at(serve, "/v1/completions"))
            .timeout(Duration.ofMinutes(20))
            .header("Content-Type", "application/json")
            .header(Headers.AGENT, agent)
            .POST(BodyPublishers.ofString(json)));
  }

  void drain() {
    send(
        HttpRequest.newBuilder(at(drain, "/drain"))
            .header(Headers.DRAIN_KEY, TestSidecar.DRAIN_KEY));
  }

  /** Milliseconds that slots took to be moved so; NaN if none was. */
  double moved(String move) {
    return Pattern.compile(
            "kv_slot_move_seconds_sum\\{[^}]*move=\"" + move + "\"[^}]*} ([0-9.eE-]+)")
        .matcher(get(observe, "/metrics").body())
        .results()
        .mapToDouble(found -> 1_000 * Double.parseDouble(found.group(1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  long pid() {
    return process.pid();
  }

  private HttpResponse<String> get(int port, String path) {
    return send(HttpRequest.newBuilder(at(port, path)).timeout(Duration.ofSeconds(10)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), BodyHandlers.ofString()).join();
  }

  private static URI at(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
