package dev.rampwright.sidecar.boot;

import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.SidecarPorts;
import dev.rampwright.contracts.tls.PeerIdentity;
import dev.rampwright.contracts.tls.PeerNames;
import dev.rampwright.sidecar.admin.AdminHandler;
import dev.rampwright.sidecar.admin.CacheHandler;
import dev.rampwright.sidecar.admin.LocalCalls;
import dev.rampwright.sidecar.admin.SlotCalls;
import dev.rampwright.sidecar.admin.StatsReport;
import dev.rampwright.sidecar.cache.RedisConnector;
import dev.rampwright.sidecar.cache.RedisThreads;
import dev.rampwright.sidecar.cache.ResponseCache;
import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.config.LiveConfig;
import dev.rampwright.sidecar.drain.Drain;
import dev.rampwright.sidecar.drain.DrainHandler;
import dev.rampwright.sidecar.http.BodyBudget;
import dev.rampwright.sidecar.http.Connections;
import dev.rampwright.sidecar.http.Dialect;
import dev.rampwright.sidecar.http.EarlyAnswers;
import dev.rampwright.sidecar.http.EngineConnections;
import dev.rampwright.sidecar.http.ExchangeEvents;
import dev.rampwright.sidecar.http.ExchangeScope;
import dev.rampwright.sidecar.http.Forwarder;
import dev.rampwright.sidecar.http.InFlight;
import dev.rampwright.sidecar.http.Prewarming;
import dev.rampwright.sidecar.http.ServeHandler;
import dev.rampwright.sidecar.identity.Admission;
import dev.rampwright.sidecar.identity.IssuedTokens;
import dev.rampwright.sidecar.log.Log;
import dev.rampwright.sidecar.observe.AccessLog;
import dev.rampwright.sidecar.observe.CacheTally;
import dev.rampwright.sidecar.observe.DroppedLines;
import dev.rampwright.sidecar.observe.EngineHealth;
import dev.rampwright.sidecar.observe.EngineProbe;
import dev.rampwright.sidecar.observe.ObserveHandler;
import dev.rampwright.sidecar.observe.ServiceTally;
import dev.rampwright.sidecar.observe.SidecarMetrics;
import dev.rampwright.sidecar.observe.SlotTally;
import dev.rampwright.sidecar.observe.StateGauges;
import dev.rampwright.sidecar.observe.TenantMetrics;
import dev.rampwright.sidecar.pool.EnginePool;
import dev.rampwright.sidecar.pool.PoolSize;
import dev.rampwright.sidecar.slots.KvSlots;
import dev.rampwright.sidecar.slots.SlotParts;
import dev.rampwright.sidecar.split.Traffic;
import dev.rampwright.sidecar.tls.LiveCredentials;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The sidecar's parts, made once and given to each other. */
final class Wiring {
  private static final long REFRESH_MILLIS = 2_000;
  private static final long POLL_MILLIS = 1_000;

  private final Inputs inputs;
  private final Log log;
  private final LiveConfig config;
  private final InFlight inFlight = new InFlight();
  private final EnginePool pool = new EnginePool(System::nanoTime);
  private final Connections connections;
  private final Traffic traffic = new Traffic();
  private final SidecarMetrics metrics;
  private final ServiceTally served;
  private final CacheTally cacheTally;
  private final ResponseCache cache;
  private final KvSlots slots;
  private final SlotTally slotTally;
  private final Admission admission;
  private final Drain drain;
  private final EngineProbe engine;
  private final HttpClient client;
  private final HttpClient kept;
  private final Set<HttpConnection> used = Collections.newSetFromMap(new WeakHashMap<>());
  private final HttpClient hops;
  private final Vertx vertx;
  private long refreshing;
  private long polling;
  private final ExchangeScope scope;
  private final ServeHandler serve;
  private final Prewarming prewarming;
  private final ClientTls clientTls;

  Wiring(
      Vertx vertx,
      Context context,
      RedisThreads threads,
      Settings settings,
      Inputs inputs,
      Log log) {
    this.vertx = vertx;
    this.inputs = inputs;
    this.log = log;
    this.connections = new Connections(System::nanoTime, settings.patience());
    this.config = new LiveConfig(inputs.config());
    this.metrics = new SidecarMetrics(config.value());
    this.served = new ServiceTally(metrics, System::nanoTime);
    this.cacheTally = new CacheTally(metrics, log);
    this.cache =
        new ResponseCache(
            vertx,
            context,
            threads,
            System::nanoTime,
            InstantSource.system(),
            RandomGenerator.getDefault(),
            new RedisConnector(settings.cacheSecrets(), settings.tls()),
            cacheTally,
            this::engineBuild);
    cache.configure(config.value());
    inputs.cacheSecrets().onChange(cache::use);
    config.onChange(cache::configure);
    this.admission =
        new Admission(
            inputs.token()::apiKeyDigests,
            new IssuedTokens(vertx, InstantSource.system(), System::nanoTime, log));
    admission.configure(config.value().auth());
    config.onChange(next -> admission.configure(next.auth()));
    resizePool(config.value());
    config.onChange(this::resizePool);
    this.client = Network.fresh(vertx);
    this.kept = Network.kept(vertx);
    this.slotTally = new SlotTally(metrics, log);
    this.slots =
        SlotParts.create(
            vertx,
            client,
            () -> config.value().engine(),
            settings.slots(),
            InstantSource.system(),
            System::nanoTime,
            slotTally);
    slots.configure(config.value());
    inputs.cacheSecrets().onChange(slots::use);
    config.onChange(slots::configure);
    this.drain =
        new Drain(
            vertx,
            inFlight,
            connections,
            settings.drainSettle(),
            this::drainTimeout,
            slots::saveAll,
            log);
    this.hops = Network.hops(vertx, inputs.credentials(), sibling());
    this.engine = new EngineProbe(vertx, kept, config, used::add);
    engine.onUp(slots::engineCameUp);
    this.scope =
        new ExchangeScope(
            vertx,
            System::nanoTime,
            config,
            inFlight,
            settings.patience(),
            ExchangeEvents.all(
                served,
                TenantMetrics.register(metrics, System::nanoTime),
                new AccessLog(log, () -> config.value().servingOrDefault().hasAccessLog())),
            drain::isDraining);
    DroppedLines.register(metrics, log::dropped);
    this.serve = serveHandler();
    this.prewarming = serve.prewarming(this::mayPrewarm, metrics, log);
    this.clientTls =
        new ClientTls(
            settings.tls(),
            Network.server(settings.bind(), settings.ports().serveTls()),
            options ->
                vertx
                    .createHttpServer(options)
                    .requestHandler(connections.counting(serve))
                    .connectionHandler(connections::opened)
                    .invalidRequestHandler(new EarlyAnswers(vertx)::invalid),
            log);
    StateGauges.register(
        metrics,
        inFlight,
        pool,
        traffic,
        cache.figures()::memoryBytes,
        cache.figures()::isBreakerOpen,
        drain::isDraining);
  }

  ServeHandler serve() {
    return serve;
  }

  /** Clients by TLS; opened when there is a certificate for it. */
  ClientTls clientTls() {
    return clientTls;
  }

  private ServeHandler serveHandler() {
    return new ServeHandler(
        scope,
        inputs.token(),
        admission,
        bodyBudget(config.value()),
        traffic,
        cache,
        pool,
        Forwarder.toEngine(
            new EngineConnections(
                kept, client, used::add, inFlight, engine::holdsThreads, System::nanoTime),
            new Dialect.MessagesAsChat(this::takesMessages),
            slots),
        Forwarder.toSidecars(
            (to, options, write) ->
                (to.port() == SidecarPorts.HOP ? hops : client).request(options).compose(write)),
        engine::wasEverHealthy,
        log);
  }

  /**
   * The engine's own messages take any slot: a tenant's are said as chat, which can be pinned to
   * one.
   */
  private boolean takesMessages(Tenant tenant) {
    return engine.knowsMessages() && (!slots.isOn() || tenant.equals(Tenant.ANONYMOUS));
  }

  AdminHandler admin() {
    String instance = UUID.randomUUID().toString();
    StatsReport stats =
        new StatsReport(
            instance,
            config,
            traffic,
            inFlight,
            drain,
            cacheTally,
            prewarming,
            cache.figures(),
            served,
            clientTls::fingerprint);
    return new AdminHandler(inputs.token(), traffic, config, drain, stats, cacheCalls(), log);
  }

  private CacheHandler cacheCalls() {
    return new CacheHandler(
        inputs.token(),
        cache,
        cacheTally,
        new SlotCalls(slots, slotTally, log),
        prewarming,
        config,
        log);
  }

  ObserveHandler observe() {
    return new ObserveHandler(engine, pool, drain::isDraining, metrics);
  }

  /** For what comes from the node, or through {@code kubectl port-forward}. */
  LocalCalls localCalls() {
    return new LocalCalls(cacheCalls(), new DrainHandler(config, drain));
  }

  /** What the sidecars of this service, and no others, prove. */
  PeerIdentity sibling() {
    return new PeerIdentity(
        PeerNames.sidecar(config.value().namespace(), config.value().service()));
  }

  LiveCredentials credentials() {
    return inputs.credentials();
  }

  Connections connections() {
    return connections;
  }

  Drain drain() {
    return drain;
  }

  private void resizePool(SidecarConfig next) {
    SidecarConfig.@Nullable Pool bounds = next.servingOrDefault().pool();
    pool.resize(bounds == null ? null : new PoolSize(bounds.slots(), bounds.queueDepth()));
  }

  /** Without what the engine says of itself nothing can be kept. */
  private boolean mayPrewarm() {
    return engine.health() instanceof EngineHealth.Healthy && engine.build().isPresent();
  }

  private Optional<String> engineBuild() {
    return engine.build();
  }

  void start() {
    engine.start();
    refreshing = vertx.setPeriodic(REFRESH_MILLIS, tick -> refresh());
    polling = vertx.setPeriodic(POLL_MILLIS, tick -> look());
  }

  private void look() {
    cache.invalidations().poll();
    connections.closeExpired();
    slots.tick();
  }

  private void refresh() {
    inputs.credentials().refresh(log);
    inputs.cacheSecrets().refresh(log);
    clientTls.look();
    admission.refresh();
  }

  void stop() {
    vertx.cancelTimer(refreshing);
    vertx.cancelTimer(polling);
    engine.stop();
    cache.close();
  }

  private Duration drainTimeout() {
    return Duration.ofMillis(config.value().limits().drainTimeoutMillis());
  }

  /** Half of what the cache leaves of the heap. */
  private static BodyBudget bodyBudget(SidecarConfig config) {
    CacheConfig cache = config.cache();
    long heap = Runtime.getRuntime().maxMemory();
    long free = heap - (cache == null ? 0 : cache.memoryMaxBytes());
    return new BodyBudget(Math.max(free / 2, config.limits().maxBodyBytes()));
  }
}
