package dev.rampwright.sidecar.boot;

import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.sidecar.cache.RedisThreads;
import dev.rampwright.sidecar.drain.Drain;
import dev.rampwright.sidecar.log.Log;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletionStage;

/** A running sidecar, and how to end it. */
public final class Sidecar {
  private final Vertx vertx;
  private final Context context;
  private final RedisThreads threads;
  private final Wiring parts;
  private final Settings.Ports ports;

  private Sidecar(
      Vertx vertx, Context context, RedisThreads threads, Wiring parts, Settings.Ports ports) {
    this.vertx = vertx;
    this.context = context;
    this.threads = threads;
    this.parts = parts;
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
    Vertx vertx = Network.vertx();
    Context context = vertx.getOrCreateContext();
    Promise<Sidecar> started = Promise.promise();
    context.runOnContext(v -> start(vertx, context, settings, inputs, log).onComplete(started));
    return started
        .future()
        .onSuccess(sidecar -> log.info("serving on port " + sidecar.ports.serve()))
        .onFailure(cause -> vertx.close())
        .toCompletionStage();
  }

  private static Future<Sidecar> start(
      Vertx vertx, Context context, Settings settings, Inputs inputs, Log log) {
    RedisThreads threads = RedisThreads.create();
    Wiring parts = new Wiring(vertx, context, threads, settings, inputs, log);
    return Listeners.open(parts)
        .onSuccess(ports -> parts.start())
        .map(ports -> new Sidecar(vertx, context, threads, parts, ports));
  }

  /** The ports that the listeners got. */
  public Settings.Ports ports() {
    return ports;
  }

  /** Drains, unless that has happened, then closes everything. */
  public CompletionStage<Drain.Result> leave() {
    Promise<Drain.Result> drained = Promise.promise();
    context.runOnContext(v -> parts.drain().begin().onComplete(drained));
    return drained.future().compose(result -> close().map(result)).toCompletionStage();
  }

  /** Closes everything at once; what is in flight is cut. */
  public CompletionStage<Void> kill() {
    return close().toCompletionStage();
  }

  private Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    context.runOnContext(
        v -> {
          parts.stop();
          vertx.close().onComplete(done -> threads.close()).onComplete(closed);
        });
    return closed.future();
  }
}
