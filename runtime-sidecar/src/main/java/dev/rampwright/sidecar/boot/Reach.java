package dev.rampwright.sidecar.boot;

import dev.rampwright.contracts.SidecarPorts;
import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.http.Dialect;
import dev.rampwright.sidecar.http.EngineConnections;
import dev.rampwright.sidecar.http.Forwarder;
import dev.rampwright.sidecar.http.InFlight;
import dev.rampwright.sidecar.observe.EngineHealth;
import dev.rampwright.sidecar.observe.EngineProbe;
import dev.rampwright.sidecar.slots.KvSlots;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpConnection;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/** The ways to the pod's own engine and to the other sidecars of the service. */
final class Reach {
  private final HttpClient fresh;
  private final HttpClient kept;
  private final HttpClient hops;

  /** Those of {@link #kept} that something was asked on. */
  private final Set<HttpConnection> used = Collections.newSetFromMap(new WeakHashMap<>());

  private final EngineProbe engine;

  Reach(Givens givens) {
    Vertx vertx = givens.vertx();
    this.fresh = Network.fresh(vertx);
    this.kept = Network.kept(vertx);
    this.hops = Network.hops(vertx, givens.inputs().credentials(), givens.sibling());
    this.engine = new EngineProbe(vertx, kept, givens.config(), used::add);
  }

  /** Opens a connection for each request. */
  HttpClient fresh() {
    return fresh;
  }

  /** What is known of the engine. */
  EngineProbe engine() {
    return engine;
  }

  Forwarder toEngine(InFlight inFlight, KvSlots slots) {
    return Forwarder.toEngine(
        new EngineConnections(
            kept, fresh, used::add, inFlight, engine::holdsThreads, System::nanoTime),
        new Dialect.MessagesAsChat(tenant -> takesMessages(tenant, slots), engine::counting),
        slots);
  }

  /**
   * The engine's own messages take any slot: a tenant's are said as chat, which can be pinned to
   * one.
   */
  private boolean takesMessages(Tenant tenant, KvSlots slots) {
    return engine.knowsMessages() && (!slots.isOn() || tenant.equals(Tenant.ANONYMOUS));
  }

  Forwarder toSidecars() {
    return Forwarder.toSidecars(
        (to, options, write) ->
            (to.port() == SidecarPorts.HOP ? hops : fresh).request(options).compose(write));
  }

  /** Without what the engine says of itself nothing can be kept. */
  boolean mayPrewarm() {
    return engine.health() instanceof EngineHealth.Healthy && engine.build().isPresent();
  }
}
