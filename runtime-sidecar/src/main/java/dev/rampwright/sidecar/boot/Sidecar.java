package dev.rampwright.sidecar.boot;

import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.sidecar.admin.AdminHandler;
import dev.rampwright.sidecar.admin.StatsReport;
import dev.rampwright.sidecar.cache.RedisConnector;
import dev.rampwright.sidecar.cache.ResponseCache;
import dev.rampwright.sidecar.cache.ResponseCaches;
import dev.rampwright.sidecar.config.LiveConfig;
import dev.rampwright.sidecar.drain.Drain;
import dev.rampwright.sidecar.drain.DrainHandler;
import dev.rampwright.sidecar.http.BodyBudget;
import dev.rampwright.sidecar.http.ExchangeScope;
import dev.rampwright.sidecar.http.Forwarder;
import dev.rampwright.sidecar.http.InFlight;
import dev.rampwright.sidecar.http.ServeHandler;
import dev.rampwright.sidecar.log.Log;
import dev.rampwright.sidecar.observe.CacheTally;
import dev.rampwright.sidecar.observe.EngineProbe;
import dev.rampwright.sidecar.observe.ObserveHandler;
import dev.rampwright.sidecar.observe.SidecarMetrics;
import dev.rampwright.sidecar.observe.StateGauges;
import dev.rampwright.sidecar.split.Traffic;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/** A running sidecar: everything wired together, and how to end it. */
public final class Sidecar {
  private final Vertx vertx;
  private final Context context;
  private final ExecutorService threads;
  private final Drain drain;
  private final ResponseCache cache;
  private final Settings.Ports ports;

  private Sidecar(
      Vertx vertx,
      Context context,
      ExecutorService threads,
      Drain drain,
      ResponseCache cache,
      Settings.Ports ports) {
    this.vertx = vertx;
    this.context = context;
    this.threads = threads;
    this.drain = drain;
    this.cache = cache;
    this.ports = ports;
  }

  /**
   * Reads its files and starts.
   *
   * @return completes when all listeners are up
   * @throws BootException if a file is missing or wrong
   */
  public static CompletionStage<Sidecar> start(Settings settings, Log plainLog)
      throws BootException {
    Inputs inputs = Inputs.read(settings, System::nanoTime);
    SidecarConfig config = inputs.config().value();
    Log log = plainLog.about(config.namespace(), config.service(), config.revision());
    Vertx vertx = Clients.vertx();
    Context context = vertx.getOrCreateContext();
    Promise<Sidecar> started = Promise.promise();
    context.runOnContext(v -> wire(vertx, context, settings, inputs, log).onComplete(started));
    return started
        .future()
        .onSuccess(sidecar -> log.info("serving on port " + sidecar.ports.serve()))
        .onFailure(cause -> vertx.close())
        .toCompletionStage();
  }

  /** The ports that the listeners got. */
  public Settings.Ports ports() {
    return ports;
  }

  /** Drains, unless that has happened, then closes everything. */
  public CompletionStage<Drain.Result> leave() {
    Promise<Drain.Result> left = Promise.promise();
    context.runOnContext(v -> drain.begin().onComplete(left));
    return left.future().compose(result -> close().map(result)).toCompletionStage();
  }

  /** Closes everything at once; what is in flight is cut. */
  public CompletionStage<Void> kill() {
    return close().toCompletionStage();
  }

  private Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    context.runOnContext(
        v -> {
          cache.close();
          vertx.close().onComplete(done -> threads.shutdown()).onComplete(closed);
        });
    return closed.future();
  }

  private static Future<Sidecar> wire(
      Vertx vertx, Context context, Settings settings, Inputs inputs, Log log) {
    LiveConfig config = new LiveConfig(inputs.config());
    InFlight inFlight = new InFlight();
    Traffic traffic = new Traffic();
    SidecarMetrics metrics = new SidecarMetrics(config.value());
    CacheTally cacheTally = new CacheTally(metrics, log);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    ResponseCache cache =
        ResponseCaches.create(
            vertx,
            context,
            threads,
            System::nanoTime,
            InstantSource.system(),
            RandomGenerator.getDefault(),
            inputs.hmacKey(),
            new RedisConnector(settings.cacheSecrets().resolve(SidecarFiles.REDIS_PASSWORD)),
            cacheTally);
    cache.configure(config.value());
    config.onChange(cache::configure);
    Drain drain =
        new Drain(
            vertx,
            inFlight,
            settings.drainSettle(),
            () -> Duration.ofMillis(config.value().limits().drainTimeoutMillis()),
            log);
    StateGauges.register(metrics, inFlight, traffic, cache, drain::isDraining);
    HttpClient client = Clients.http(vertx);
    EngineProbe engine = new EngineProbe(vertx, client, config);
    ExchangeScope scope =
        new ExchangeScope(vertx, System::nanoTime, config, inFlight, metrics, drain::isDraining);
    Handlers handlers =
        new Handlers(
            new ServeHandler(
                scope,
                inputs.token(),
                bodyBudget(config.value()),
                traffic,
                cache,
                new Forwarder(client),
                engine::wasEverHealthy,
                log),
            new AdminHandler(
                inputs.token(),
                traffic,
                config,
                drain,
                new StatsReport(
                    UUID.randomUUID().toString(), config, traffic, inFlight, drain, cacheTally),
                log),
            new ObserveHandler(engine, drain::isDraining, metrics),
            new DrainHandler(config, drain));
    engine.start();
    return listen(vertx, settings, handlers)
        .map(ports -> new Sidecar(vertx, context, threads, drain, cache, ports));
  }

  /** Who serves which port. */
  private record Handlers(
      Handler<HttpServerRequest> serve,
      Handler<HttpServerRequest> admin,
      Handler<HttpServerRequest> observe,
      Handler<HttpServerRequest> drain) {}

  private static Future<Settings.Ports> listen(Vertx vertx, Settings settings, Handlers handlers) {
    Settings.Ports ports = settings.ports();
    String bind = settings.bind();
    Future<HttpServer> serve = listen(vertx, bind, ports.serve(), handlers.serve());
    Future<HttpServer> admin = listen(vertx, bind, ports.admin(), handlers.admin());
    Future<HttpServer> observe = listen(vertx, bind, ports.observe(), handlers.observe());
    Future<HttpServer> drain = listen(vertx, bind, ports.drain(), handlers.drain());
    return Future.all(serve, admin, observe, drain)
        .map(
            all ->
                new Settings.Ports(
                    serve.result().actualPort(),
                    admin.result().actualPort(),
                    observe.result().actualPort(),
                    drain.result().actualPort()));
  }

  private static Future<HttpServer> listen(
      Vertx vertx, String bind, int port, Handler<HttpServerRequest> handler) {
    return vertx.createHttpServer(Clients.server(bind, port)).requestHandler(handler).listen();
  }

  /** Half of what the cache leaves of the heap. */
  private static BodyBudget bodyBudget(SidecarConfig config) {
    SidecarConfig.Cache cache = config.cache();
    long heap = Runtime.getRuntime().maxMemory();
    long free = heap - (cache == null ? 0 : cache.memoryMaxBytes());
    return new BodyBudget(Math.max(free / 2, config.limits().maxBodyBytes()));
  }
}
