package dev.rampwright.sidecar.boot;

import dev.rampwright.sidecar.cache.RedisThreads;
import dev.rampwright.sidecar.cache.ResponseCache;
import dev.rampwright.sidecar.config.LiveConfig;
import dev.rampwright.sidecar.drain.Drain;
import dev.rampwright.sidecar.log.Log;
import dev.rampwright.sidecar.slots.KvSlots;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * The sidecar's parts, made once and given to each other, and what they do as time passes. Those
 * that listen to the configuration hear of another one in the order in which they are made here.
 */
final class Wiring {
  private static final long REFRESH_MILLIS = 2_000;
  private static final long POLL_MILLIS = 1_000;

  private final Givens givens;
  private final Reach reach;
  private final ResponseCache cache;
  private final Entrance entrance;
  private final KvSlots slots;
  private final Drain drain;
  private final Door door;
  private final Desk desk;
  private long refreshing;
  private long polling;

  Wiring(
      Vertx vertx,
      Context context,
      RedisThreads threads,
      Settings settings,
      Inputs inputs,
      Log log) {
    this.givens = new Givens(vertx, settings, inputs, new LiveConfig(inputs.config()), log);
    Tallies tallies = Tallies.of(givens);
    this.reach = new Reach(givens);
    this.cache = Stores.cache(givens, context, threads, reach.engine(), tallies.cache());
    this.entrance = Entrance.of(givens);
    this.slots = Stores.slots(givens, reach, tallies.slots());
    this.drain = entrance.drain(givens, slots);
    this.door = Door.of(givens, entrance, drain, cache, slots, reach, tallies);
    this.desk = new Desk(givens, entrance, drain, cache, slots, reach, door, tallies);
    tallies.show(entrance, door.traffic(), cache.figures(), drain::isDraining);
  }

  Givens givens() {
    return givens;
  }

  Entrance entrance() {
    return entrance;
  }

  Drain drain() {
    return drain;
  }

  Door door() {
    return door;
  }

  Desk desk() {
    return desk;
  }

  void start() {
    reach.engine().start();
    refreshing = givens.vertx().setPeriodic(REFRESH_MILLIS, tick -> refresh());
    polling = givens.vertx().setPeriodic(POLL_MILLIS, tick -> look());
  }

  private void look() {
    cache.invalidations().poll();
    entrance.connections().closeExpired();
    slots.tick();
  }

  private void refresh() {
    givens.inputs().credentials().refresh(givens.log());
    givens.inputs().cacheSecrets().refresh(givens.log());
    door.byTls().look();
    entrance.admission().refresh();
  }

  void stop() {
    givens.vertx().cancelTimer(refreshing);
    givens.vertx().cancelTimer(polling);
    reach.engine().stop();
    cache.close();
  }
}
