package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.Headers;
import dev.rampwright.contracts.PrewarmOrder;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.sidecar.cache.CacheDecisions;
import dev.rampwright.sidecar.cache.Lease;
import dev.rampwright.sidecar.cache.Lookups;
import dev.rampwright.sidecar.cache.Turn;
import dev.rampwright.sidecar.cache.policy.Ask;
import dev.rampwright.sidecar.cache.policy.Decision;
import dev.rampwright.sidecar.cache.policy.RequestDirectives;
import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.slots.policy.SlotOwner;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks what was ordered as its tenant and agent would ask it, where nobody remembers the answer
 * yet. A client that needs the engine's slot takes it at once. Lives on the event loop.
 */
final class PrewarmAsks {
  /** In neither key nor answer: it only says that replays are wanted, where clients have to. */
  private static final RequestDirectives DIRECTIVES = RequestDirectives.of("max-age=86400");

  private static final String MESSAGES = "/v1/messages";

  /** The only one, which every client of Anthropic's sends. */
  private static final String ANTHROPIC_VERSION = "2023-06-01";

  private final CacheDecisions decisions;
  private final Lookups lookups;
  private final EngineCalls engine;
  private final Relays relays;
  private final ExchangeScope scope;

  PrewarmAsks(
      CacheDecisions decisions,
      Lookups lookups,
      EngineCalls engine,
      Relays relays,
      ExchangeScope scope) {
    this.decisions = decisions;
    this.lookups = lookups;
    this.engine = engine;
    this.relays = relays;
    this.scope = scope;
  }

  /** Deals with one entry. Never fails. */
  Future<PrewarmResult> ask(PrewarmOrder.Entry entry) {
    String tenant = Objects.requireNonNullElse(entry.tenant(), "");
    if (!isReachable(scope.config().value(), tenant)) {
      return Future.succeededFuture(PrewarmResult.SKIPPED);
    }
    Outgoing outgoing = outgoing(entry, new Tenant(tenant));
    return decisions.decide(asked(outgoing)) instanceof Decision.Cacheable cacheable
        ? answer(outgoing, cacheable)
        : Future.succeededFuture(PrewarmResult.SKIPPED);
  }

  /** Whether a client can be that tenant: all are nobody where they are not asked who they are. */
  private static boolean isReachable(SidecarConfig config, String tenant) {
    boolean shared =
        config.cache() != null
            && config.cache().tenancy() != null
            && !config.cache().tenancy().isolated();
    return shared || (config.auth() == null) == tenant.isEmpty();
  }

  private static Outgoing outgoing(PrewarmOrder.Entry entry, Tenant tenant) {
    String agent = Objects.requireNonNullElse(entry.agent(), "");
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Content-Type", "application/json");
    if (!agent.isEmpty()) {
      headers.add(Headers.AGENT, agent);
    }
    if (entry.path().startsWith(MESSAGES)) {
      headers.add("anthropic-version", ANTHROPIC_VERSION);
    }
    return new Outgoing(
        HttpMethod.POST,
        entry.path(),
        headers,
        Set.of(),
        Buffer.buffer(entry.body()),
        UUID.randomUUID().toString(),
        new SlotOwner(tenant, agent));
  }

  private static Ask asked(Outgoing outgoing) {
    Caller caller = new Caller(outgoing.owner().tenant(), outgoing.withheld());
    return new Ask(
        caller.tenant(),
        outgoing.owner().agent(),
        outgoing.target(),
        outgoing.target().contains("?"),
        LocalPath.howToRead(outgoing.headers()),
        caller.credential(outgoing.headers()),
        outgoing.body().getBytes(),
        DIRECTIVES);
  }

  private Future<PrewarmResult> answer(Outgoing outgoing, Decision.Cacheable cacheable) {
    if (lookups.isNear(cacheable.key())) {
      return Future.succeededFuture(PrewarmResult.FOUND);
    }
    return lookups
        .renewal(cacheable.key())
        .compose(
            turn ->
                switch (turn) {
                  case Turn.Replay replay -> Future.succeededFuture(PrewarmResult.FOUND);
                  case Turn.Theirs theirs -> Future.succeededFuture(PrewarmResult.LATER);
                  case Turn.Ask(Lease lease) -> askEngine(outgoing, cacheable, lease);
                });
  }

  private Future<PrewarmResult> askEngine(
      Outgoing outgoing, Decision.Cacheable cacheable, Lease lease) {
    AtomicBoolean gaveWay = new AtomicBoolean(!engine.isIdle());
    if (gaveWay.get()) {
      lease.end();
      return Future.succeededFuture(PrewarmResult.LATER);
    }
    Route route = Route.of(outgoing.method(), outgoing.path());
    Unattended request = new Unattended(relays, scope, route, cacheable);
    return request
        .ask(
            (abandoned, source) ->
                engine.sendGivingWay(
                    outgoing,
                    abandoned,
                    source,
                    () -> {
                      gaveWay.set(true);
                      request.cancel();
                    }))
        .map(
            kept -> {
              lease.end();
              return kept
                  ? PrewarmResult.ASKED
                  : gaveWay.get() ? PrewarmResult.LATER : PrewarmResult.FAILED;
            });
  }
}
