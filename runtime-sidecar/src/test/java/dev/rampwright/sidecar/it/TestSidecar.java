package dev.rampwright.sidecar.it;

import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.Outcomes;
import dev.rampwright.contracts.RedisConfig;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.SidecarPorts;
import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.contracts.TrafficWeights;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.PeerNames;
import dev.rampwright.sidecar.boot.BootException;
import dev.rampwright.sidecar.boot.Settings;
import dev.rampwright.sidecar.boot.Sidecar;
import dev.rampwright.sidecar.http.Patience;
import dev.rampwright.sidecar.log.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A sidecar on free ports of loopback, and a client of each of its ports. */
final class TestSidecar implements AutoCloseable {
  static final String TOKEN = "admin-secret";
  static final String DRAIN_KEY = "drain-secret";

  /** Who all sidecars here are. */
  static final String NAME = PeerNames.sidecar("default", "chat");

  static final TestAuthority AUTHORITY = new TestAuthority("Rampwright of the test");

  private static final HttpClient OPERATOR =
      TlsClients.of(AUTHORITY.issue(PeerNames.OPERATOR), NAME);
  private static final HttpClient SIBLING = TlsClients.of(AUTHORITY.issue(NAME), NAME);

  private final Sidecar sidecar;
  private final String address;
  private final ByteArrayOutputStream logged;
  private final HttpClient client = HttpClient.newHttpClient();

  private TestSidecar(Sidecar sidecar, String address, ByteArrayOutputStream logged) {
    this.sidecar = sidecar;
    this.address = address;
    this.logged = logged;
  }

  static SidecarConfig config(String revision, int enginePort, @Nullable CacheConfig cache) {
    return config(
        revision, enginePort, cache, new SidecarConfig.Limits(20_000, 5_000, 20_000, 65_536));
  }

  static SidecarConfig config(
      String revision, int enginePort, @Nullable CacheConfig cache, SidecarConfig.Limits limits) {
    return new SidecarConfig(
        new SidecarConfig.Core(
            SidecarConfig.FORMAT_VERSION,
            "default",
            "chat",
            revision,
            "model",
            new SidecarConfig.Engine("127.0.0.1", enginePort, "/health"),
            limits,
            DRAIN_KEY,
            cache));
  }

  static CacheConfig cache(@Nullable RedisConfig redis) {
    return new CacheConfig("agents", 0, 1 << 20, new CacheConfig.Responses(true, 60_000), redis);
  }

  /** Starts and waits until it is ready. */
  static TestSidecar start(Path folder, SidecarConfig config) {
    TestSidecar started = startWithoutEngine(folder, config);
    started.awaitReady();
    return started;
  }

  static TestSidecar startWithoutEngine(Path folder, SidecarConfig config) {
    return startWithoutEngine(folder, config, AUTHORITY.issue(NAME));
  }

  /** Starts one that waits no longer than that for clients, and waits until it is ready. */
  static TestSidecar startWithPatience(Path folder, SidecarConfig config, Patience patience) {
    TestSidecar started = launch(folder, config, AUTHORITY.issue(NAME), patience);
    started.awaitReady();
    return started;
  }

  static TestSidecar startWithoutEngine(Path folder, SidecarConfig config, Credentials own) {
    return launch(folder, config, own, Patience.DEFAULT);
  }

  private static TestSidecar launch(
      Path folder, SidecarConfig config, Credentials own, Patience patience) {
    try {
      Settings settings = TestMount.write(folder, config, own, patience);
      ByteArrayOutputStream logged = new ByteArrayOutputStream();
      PrintStream out = new PrintStream(logged, true, StandardCharsets.UTF_8);
      Log log = new Log(out, Log.Format.TEXT, InstantSource.system());
      return new TestSidecar(
          Sidecar.start(settings, log).toCompletableFuture().join(), settings.bind(), logged);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (BootException e) {
      throw new IllegalStateException(e);
    }
  }

  void awaitReady() {
    Awaitility.await().until(() -> observe("/health/ready").statusCode() == 200);
  }

  Sidecar process() {
    return sidecar;
  }

  /** All that it has written so far. */
  String log() {
    return logged.toString(StandardCharsets.UTF_8);
  }

  int port() {
    return sidecar.ports().serve();
  }

  /** The loopback address on which all its ports are. */
  String address() {
    return address;
  }

  /** Where it takes hops by mutual TLS. */
  String endpoint() {
    return address + ":" + SidecarPorts.HOP;
  }

  /** Where it takes clients, and hops of release 0.1.0. */
  String plainEndpoint() {
    return address + ":" + port();
  }

  HttpRequest.Builder serve(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address + ":" + port() + path))
        .timeout(Duration.ofSeconds(20));
  }

  HttpResponse<String> chat(String json, String... headers) {
    HttpRequest.Builder request =
        serve("/v1/chat/completions")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  /** As a sidecar of the same service. */
  HttpResponse<String> hop(String json, String... headers) {
    return send(SIBLING, hopRequest(json, headers));
  }

  HttpRequest.Builder hopRequest(String json, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://" + endpoint() + "/v1/chat/completions"))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json));
    return headers.length > 0 ? request.headers(headers) : request;
  }

  HttpResponse<String> observe(String path) {
    return send(at(sidecar.ports().observe(), path).GET());
  }

  /** Whether it reads and writes its second level by now. */
  boolean usesSecondLevel() {
    return cacheStats().contains("\"inUse\":true");
  }

  /** What it says of its cache. */
  String cacheStats() {
    return send(cacheCall(AdminPaths.CACHE_STATS).GET()).body();
  }

  /** Tells it to forget; the body names what. */
  HttpResponse<String> invalidate(String json) {
    return send(cacheCall(AdminPaths.CACHE_INVALIDATE).POST(BodyPublishers.ofString(json)));
  }

  /** At the port that is for the pod's own node. */
  HttpRequest.Builder local(String path) {
    return at(sidecar.ports().drain(), path);
  }

  /** There, with the admin token. */
  HttpRequest.Builder cacheCall(String path) {
    return local(path).header("Authorization", "Bearer " + TOKEN);
  }

  HttpRequest.Builder drain() {
    return at(sidecar.ports().drain(), "/drain").GET();
  }

  HttpRequest.Builder admin(String path) {
    return adminWithoutToken(path).header("Authorization", "Bearer " + TOKEN);
  }

  HttpRequest.Builder adminWithoutToken(String path) {
    return HttpRequest.newBuilder(
            URI.create("https://" + address + ":" + sidecar.ports().admin() + path))
        .timeout(Duration.ofSeconds(30));
  }

  SidecarStats stats() {
    return ContractJson.read(
        sendAsOperator(admin(AdminPaths.STATS).GET()).body(), SidecarStats.class);
  }

  /** What counts of its own share, without samples. */
  Outcomes local() {
    return counters(stats().core().local());
  }

  /** What counts of the candidate's share, without samples. */
  Outcomes candidate() {
    return counters(stats().core().candidate());
  }

  private static Outcomes counters(Outcomes all) {
    return new Outcomes(all.started(), all.finished(), all.errors());
  }

  HttpResponse<String> put(String path, Object contract) {
    return sendAsOperator(admin(path).PUT(BodyPublishers.ofString(ContractJson.write(contract))));
  }

  void weights(TrafficWeights weights) {
    HttpResponse<String> answer = put(AdminPaths.TRAFFIC, weights);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    return send(client, request);
  }

  HttpResponse<String> sendAsOperator(HttpRequest.Builder request) {
    return send(OPERATOR, request);
  }

  static HttpResponse<String> send(HttpClient as, HttpRequest.Builder request) {
    return as.sendAsync(request.build(), BodyHandlers.ofString()).join();
  }

  HttpClient client() {
    return client;
  }

  private HttpRequest.Builder at(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address + ":" + port + path))
        .timeout(Duration.ofSeconds(30));
  }

  @Override
  public void close() {
    sidecar.kill().toCompletableFuture().join();
    System.out.print(log());
  }
}
