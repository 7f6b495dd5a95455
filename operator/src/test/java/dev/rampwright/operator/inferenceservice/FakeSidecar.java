package dev.rampwright.operator.inferenceservice;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.CacheCounters;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.Digests;
import dev.rampwright.contracts.ErrorClass;
import dev.rampwright.contracts.Outcomes;
import dev.rampwright.contracts.Samples;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.SidecarPorts;
import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.contracts.TrafficWeights;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.PeerNames;
import dev.rampwright.operator.inferenceservice.sidecar.Histograms;
import dev.rampwright.operator.testing.TlsContexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * A sidecar's admin port by its contract, on a loopback address: by mutual TLS, or in clear text as
 * release 0.1.0 had it. Each time it is asked for its statistics, {@link #REQUESTS} more requests
 * have been split exactly.
 */
public final class FakeSidecar implements AutoCloseable {
  static final int REQUESTS = 200;

  /** Of whatever requests; a reader has as much to decode as with a real sidecar. */
  private static final Samples SAMPLES =
      new Samples(
          Histograms.spread(180_000),
          Histograms.spread(20_000),
          Histograms.spread(2_400_000),
          3,
          1);

  private final String revision;
  private final String token;
  private final String instance = UUID.randomUUID().toString();
  private final double ownErrorRate;

  static {
    // As real sidecars do. Otherwise every second answer waits 40 ms for the client's kernel.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final List<TrafficWeights> taken = new CopyOnWriteArrayList<>();
  private final List<String> refusals = new CopyOnWriteArrayList<>();
  private TrafficWeights weights = TrafficWeights.local(0);
  private final SidecarConfig firstConfig;
  private volatile SidecarConfig config;
  private String configDigest;
  private volatile double candidateErrorRate;
  private volatile boolean requestsCome = true;
  private volatile boolean deaf;
  private volatile boolean closed;
  private volatile @Nullable String certificate;
  private long assigned;
  private long failed;

  FakeSidecar(
      String address,
      String revision,
      String token,
      String config,
      double candidateErrorRate,
      double ownErrorRate,
      Optional<Supplier<Credentials>> tls) {
    this.revision = revision;
    this.token = token;
    this.config = ContractJson.read(config, SidecarConfig.class);
    this.firstConfig = this.config;
    this.configDigest = Digests.sha256Hex(config);
    this.candidateErrorRate = candidateErrorRate;
    this.ownErrorRate = ownErrorRate;
    try {
      InetSocketAddress admin = new InetSocketAddress(address, SidecarPorts.ADMIN);
      server = tls.isPresent() ? secured(admin, tls.get()) : HttpServer.create(admin, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  private static HttpServer secured(InetSocketAddress admin, Supplier<Credentials> own)
      throws IOException {
    HttpsServer secured = HttpsServer.create(admin, 0);
    secured.setHttpsConfigurator(
        new HttpsConfigurator(TlsContexts.of(own, PeerNames.OPERATOR)) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters tls = getSSLContext().getDefaultSSLParameters();
            tls.setNeedClientAuth(true);
            parameters.setSSLParameters(tls);
          }
        });
    return secured;
  }

  /** All weights that it took, in order. */
  List<TrafficWeights> taken() {
    return List.copyOf(taken);
  }

  /** What it read when it started. */
  SidecarConfig firstConfig() {
    return firstConfig;
  }

  /** The configuration in force. */
  SidecarConfig config() {
    return config;
  }

  /** It shows clients this certificate; null: it serves in clear text only. */
  void shows(@Nullable String fingerprint) {
    certificate = fingerprint;
  }

  void candidatesFail(double rate) {
    candidateErrorRate = rate;
  }

  void requestsCome(boolean come) {
    requestsCome = come;
  }

  /** It answers nothing but 503. */
  void deafen(boolean wanted) {
    deaf = wanted;
  }

  /** What it was told and must never be told: an epoch that falls, or one that has two splits. */
  public List<String> refusals() {
    return List.copyOf(refusals);
  }

  /** The revision that it serves. */
  public String revision() {
    return revision;
  }

  /** The epoch in force; 0 until it is told one. */
  public synchronized long epoch() {
    return weights.epoch();
  }

  boolean isClosed() {
    return closed;
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    if (deaf) {
      answer(exchange, 503, "deaf");
      return;
    }
    if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer(exchange, 401, "who are you");
      return;
    }
    switch (exchange.getRequestURI().getPath()) {
      case AdminPaths.STATS -> {
        count();
        answer(exchange, 200, ContractJson.write(stats()));
      }
      case AdminPaths.TRAFFIC -> accept(exchange, ContractJson.read(body, TrafficWeights.class));
      case AdminPaths.CONFIG -> {
        config = ContractJson.read(body, SidecarConfig.class);
        configDigest = Digests.sha256Hex(body);
        answer(exchange, 200, ContractJson.write(stats()));
      }
      default -> answer(exchange, 404, "");
    }
  }

  private void accept(HttpExchange exchange, TrafficWeights next) throws IOException {
    if (next.epoch() < weights.epoch()) {
      refusals.add("epoch %d after %d".formatted(next.epoch(), weights.epoch()));
      answer(exchange, 409, "a later epoch is in force");
      return;
    }
    if (next.epoch() == weights.epoch() && basisPoints(next) != basisPoints(weights)) {
      refusals.add("two splits of epoch %d".formatted(next.epoch()));
      answer(exchange, 400, "a change of weight needs a higher epoch");
      return;
    }
    if (next.epoch() > weights.epoch()) {
      assigned = 0;
      failed = 0;
    }
    weights = next;
    taken.add(next);
    answer(exchange, 200, ContractJson.write(stats()));
  }

  private void count() {
    if (requestsCome) {
      long before = ofCandidate();
      assigned += REQUESTS;
      failed += Math.round((ofCandidate() - before) * candidateErrorRate);
    }
  }

  private long ofCandidate() {
    return assigned * basisPoints(weights) / 10_000;
  }

  private SidecarStats stats() {
    long candidate = ofCandidate();
    return new SidecarStats(
            new SidecarStats.Core(
                SidecarStats.FORMAT_VERSION,
                List.of(1),
                instance,
                revision,
                configDigest,
                weights.epoch(),
                basisPoints(weights),
                false,
                0,
                0,
                outcomes(assigned - candidate, Math.round((assigned - candidate) * ownErrorRate)),
                outcomes(candidate, failed),
                new CacheCounters(3, 0, 1, 0, 0)))
        .showing(certificate);
  }

  private static Outcomes outcomes(long finished, long failed) {
    return new Outcomes(
        finished,
        finished,
        failed == 0 ? Map.of() : Map.of(ErrorClass.SERVER_ERROR, failed),
        SAMPLES);
  }

  private static int basisPoints(TrafficWeights weights) {
    return weights.candidate() == null ? 0 : weights.candidate().weightBasisPoints();
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    closed = true;
    server.stop(0);
  }
}
