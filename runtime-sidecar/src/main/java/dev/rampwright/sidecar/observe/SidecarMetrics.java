package dev.rampwright.sidecar.observe;

import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.sidecar.cache.CacheEvents;
import dev.rampwright.sidecar.cache.policy.Layer;
import dev.rampwright.sidecar.http.ExchangeEvents;
import dev.rampwright.sidecar.http.FinishedRequest;
import dev.rampwright.sidecar.http.Outcome;
import dev.rampwright.sidecar.http.PrewarmEvents;
import dev.rampwright.sidecar.http.PrewarmResult;
import dev.rampwright.sidecar.http.Role;
import dev.rampwright.sidecar.sample.Latencies;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The counters and histograms that requests and lookups feed. All names are listed in
 * docs/metrics.md. Series that every request feeds are looked up by their labels once, which takes
 * longer than to count. Lives on the event loop.
 */
public final class SidecarMetrics implements ExchangeEvents, PrewarmEvents {
  static final String PREFIX = "rampwright_sidecar_";
  static final String[] IDENTITY = {"namespace", "service", "revision"};

  private static final double[] DURATIONS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600
  };
  private static final double[] FIRST_BYTES = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
  };

  private static final double[] FIRST_TOKENS = {
    0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2.5, 5, 10, 20, 30, 60, 120
  };
  private static final double[] TOKEN_GAPS = {
    0.0025, 0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2.5
  };

  private final CollectorRegistry registry = new CollectorRegistry();
  private final String namespace;
  private final String service;
  private final String revision;
  private final Counter requests;
  private final Counter errors;
  private final Counter shed;
  private final Histogram durations;
  private final Histogram firstBytes;
  private final Histogram firstTokens;
  private final Histogram tokenGaps;
  private final Counter lookups;
  private final Counter renewals;
  private final Counter tokenLookups;
  private final Counter prewarmed;
  private final Map<Ended, Counter.Child> endedSeries = new HashMap<>();
  private final Map<Looked, Counter.Child> lookedSeries = new HashMap<>();
  private final Map<Role, Histogram.Child> durationSeries = new EnumMap<>(Role.class);
  private final Map<Role, Histogram.Child> firstByteSeries = new EnumMap<>(Role.class);

  private record Ended(Role role, int status) {}

  private record Looked(Layer layer, String level, CacheEvents.Result result) {}

  public SidecarMetrics(SidecarConfig identity) {
    this.namespace = identity.namespace();
    this.service = identity.service();
    this.revision = identity.revision();
    this.requests =
        counter("requests_total", "Requests that ended, by whose they were.", "role", "code");
    this.errors =
        counter(
            "request_errors_total",
            "Requests that ended badly by the engine's or the candidate's fault.",
            "role",
            "class");
    this.shed =
        counter(
            "requests_shed_total",
            "Requests turned away because the engine's slots and the queue were full.",
            "role");
    this.durations =
        histogram("request_duration_seconds", "From a request's arrival to its end.", DURATIONS);
    this.firstBytes =
        histogram(
            "time_to_first_byte_seconds",
            "From a request's arrival to its answer's first byte.",
            FIRST_BYTES);
    this.firstTokens =
        histogram(
            "time_to_first_token_seconds",
            "From a request's arrival to its stream's first token.",
            FIRST_TOKENS);
    this.tokenGaps =
        histogram("inter_token_seconds", "Mean gap between a stream's tokens.", TOKEN_GAPS);
    this.lookups =
        counter(
            "cache_lookups_total", "Lookups of the response cache by level.", "layer", "result");
    this.renewals =
        counter(
            "cache_renewals_total",
            "Requests of the sidecar's own for answers that were replayed though expired.",
            "result");
    this.tokenLookups =
        counter("token_cache_lookups_total", "Lookups of token IDs by level.", "level", "result");
    this.prewarmed =
        counter(
            "cache_prewarmed_total",
            "Entries of orders to pre-warm, by what became of them.",
            "result");
    JvmMetrics.register(registry);
  }

  public CollectorRegistry registry() {
    return registry;
  }

  @Override
  public void firstByte(Role role, Duration sinceArrival) {
    firstByteSeries
        .computeIfAbsent(role, it -> series(firstBytes, it))
        .observe(seconds(sinceArrival));
  }

  @Override
  public void ended(FinishedRequest request) {
    Role role = request.role();
    Outcome outcome = request.outcome();
    Latencies latencies = request.latencies();
    endedSeries.computeIfAbsent(new Ended(role, outcome.status()), this::series).inc();
    durationSeries
        .computeIfAbsent(role, it -> series(durations, it))
        .observe(seconds(latencies.e2e()));
    if (outcome instanceof Outcome.Answered answered && answered.isSuccess()) {
      latencies.ttft().ifPresent(ttft -> series(firstTokens, role).observe(seconds(ttft)));
      latencies.itl().ifPresent(itl -> series(tokenGaps, role).observe(seconds(itl)));
    }
    if (outcome instanceof Outcome.Shed) {
      shed.labels(namespace, service, revision, role.label()).inc();
    }
    if (outcome instanceof Outcome.Failed failed) {
      errors.labels(namespace, service, revision, role.label(), failed.error().name()).inc();
    }
  }

  /** A level of the cache was asked. */
  public void lookedUp(Layer layer, String level, CacheEvents.Result result) {
    lookedSeries.computeIfAbsent(new Looked(layer, level, result), this::series).inc();
  }

  @Override
  public void prewarmed(PrewarmResult result) {
    prewarmed.labels(namespace, service, revision, result.name().toLowerCase(Locale.ROOT)).inc();
  }

  /** The engine was asked anew for an answer that has expired. */
  public void renewed(boolean kept) {
    renewals.labels(namespace, service, revision, kept ? "kept" : "failed").inc();
  }

  String[] identity() {
    return new String[] {namespace, service, revision};
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.build(PREFIX + name, help).labelNames(with(labels)).register(registry);
  }

  private Histogram histogram(String name, String help, double[] buckets) {
    return Histogram.build(PREFIX + name, help)
        .labelNames(with("role"))
        .buckets(buckets)
        .register(registry);
  }

  static String[] with(String... labels) {
    String[] all = Arrays.copyOf(IDENTITY, IDENTITY.length + labels.length);
    System.arraycopy(labels, 0, all, IDENTITY.length, labels.length);
    return all;
  }

  private Counter.Child series(Ended of) {
    return requests.labels(
        namespace, service, revision, of.role().label(), Integer.toString(of.status()));
  }

  private Counter.Child series(Looked of) {
    Counter counter = of.layer() == Layer.RESPONSES ? lookups : tokenLookups;
    String result = of.result().name().toLowerCase(Locale.ROOT);
    return counter.labels(namespace, service, revision, of.level(), result);
  }

  private Histogram.Child series(Histogram histogram, Role role) {
    return histogram.labels(namespace, service, revision, role.label());
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
