package dev.rampwright.sidecar.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.sidecar.cache.policy.AnswerOutline;
import dev.rampwright.sidecar.cache.policy.Ask;
import dev.rampwright.sidecar.cache.policy.CacheKey;
import dev.rampwright.sidecar.cache.policy.CachePolicy;
import dev.rampwright.sidecar.cache.policy.CacheScope;
import dev.rampwright.sidecar.cache.policy.Decision;
import dev.rampwright.sidecar.cache.policy.Eligibility;
import dev.rampwright.sidecar.cache.policy.Engine;
import dev.rampwright.sidecar.cache.policy.Generation;
import dev.rampwright.sidecar.cache.policy.KeyDerivation;
import dev.rampwright.sidecar.cache.policy.Layer;
import dev.rampwright.sidecar.cache.policy.Namespace;
import dev.rampwright.sidecar.cache.policy.Tenancy;
import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.config.CacheSecrets;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Both levels and the policy before them, as configured now, for every {@link Layer}: they share
 * the levels' bounds, connections and generations. Lives on the event loop.
 */
public final class ResponseCache {
  private static final String MEMORY = "memory";
  private static final String REDIS = "redis";
  private static final String FLIGHT = "flight";
  private static final double JITTER = 0.1;

  private final MemoryLevel memory;
  private final RedisLevel redis;
  private final Leases leases;
  private final Turns turns;
  private final InvalidationHints hints;
  private final CacheEvents events;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Supplier<Optional<String>> build;
  private CachePolicy policy = policy(CacheSecrets.random());
  private final SharedGenerations generations;
  private String revision = "";
  private String model = "";
  private Tenancy tenancy = Tenancy.ISOLATED;
  private SidecarConfig.@Nullable Cache config;

  ResponseCache(
      RedisLevel redis,
      Leases leases,
      Function<Function<CacheKey, Future<Optional<Hit>>>, Turns> turns,
      InvalidationHints hints,
      CacheEvents events,
      InstantSource clock,
      RandomGenerator random,
      Supplier<Optional<String>> build) {
    this.memory = new MemoryLevel(0);
    this.redis = redis;
    this.leases = leases;
    this.turns = turns.apply(this::peek);
    this.hints = hints;
    hints.start(this::poll);
    this.generations = new SharedGenerations(new Generations(clock), redis, events);
    this.events = events;
    this.clock = clock;
    this.random = random;
    this.build = build;
  }

  /** Makes keys and entries with these secrets from now on; what others made is out of reach. */
  public void use(CacheSecrets secrets) {
    policy = policy(secrets);
    memory.clear();
    redis.encryptWith(new KeyRing(secrets.encryption()));
    generations.forget();
  }

  private static CachePolicy policy(CacheSecrets secrets) {
    return new CachePolicy(new KeyDerivation(secrets.hmac().getBytes(UTF_8)));
  }

  /** Takes a configuration; entries stay where their keys are still reachable. */
  public void configure(SidecarConfig next) {
    SidecarConfig.Cache before = config;
    SidecarConfig.Cache after = isOn(next.cache()) ? next.cache() : null;
    if (after == null || (before != null && before.epoch() != after.epoch())) {
      memory.clear();
    }
    memory.resize(after == null ? 0 : after.memoryMaxBytes());
    if (redis.use(after == null ? null : after.redis())) {
      generations.begin();
    }
    model = next.model();
    revision = next.revision();
    tenancy = Tenancies.of(after);
    config = after;
  }

  /** Whether anything is replayed at all. */
  public boolean isOn() {
    return config != null;
  }

  private static boolean isOn(SidecarConfig.@Nullable Cache cache) {
    return cache != null
        && Arrays.stream(Layer.values()).anyMatch(layer -> LayerSettings.of(cache, layer).isOn());
  }

  /** Says how the cache takes part in a request. */
  public Decision decide(Ask ask) {
    SidecarConfig.Cache now = config;
    Optional<Layer> layer = Layer.of(ask.path());
    if (now == null || layer.isEmpty() || !LayerSettings.of(now, layer.get()).isOn()) {
      return new Decision.Absent();
    }
    // Before the engine has said what it is, nothing can be told apart from its predecessor's.
    Decision decision =
        build
            .get()
            .map(said -> policy.decide(scope(now, ask.tenant(), said), ask, eligibility(now)))
            .orElseGet(Decision.Bypass::new);
    if (decision instanceof Decision.Bypass
        || (decision instanceof Decision.Cacheable && !ask.directives().mayReplay())) {
      events.bypassed(layer.get());
    }
    return decision;
  }

  private static Eligibility eligibility(SidecarConfig.Cache now) {
    return now.responses().when() == SidecarConfig.When.CLIENT_OPTS_IN
        ? Eligibility.OPTED_IN
        : Eligibility.DETERMINISTIC;
  }

  private CacheScope scope(SidecarConfig.Cache now, Tenant tenant, String said) {
    Namespace namespace = tenancy.namespaceOf(tenant);
    return new CacheScope(namespace, generation(now, namespace), new Engine(revision, said));
  }

  private Generation generation(SidecarConfig.Cache now, Namespace namespace) {
    return generations.isEmpty()
        ? new Generation(now.epoch(), 0, 0)
        : new Generation(
            now.epoch(),
            generations.of(policy.scopeOf(namespace)),
            generations.of(policy.scopeOfModel(model)));
  }

  /**
   * Puts all entries of a tenant out of reach: here before this returns, in the other sidecars when
   * they hear of it, within about a second at the latest. Tenants that share entries lose them
   * together.
   *
   * @return whether the other sidecars will see it
   */
  public Future<Boolean> invalidate(Tenant tenant) {
    return generations.raise(policy.scopeOf(tenancy.namespaceOf(tenant)));
  }

  /** Puts all entries of a model, of whatever service, out of reach, likewise. */
  public Future<Boolean> invalidateModel(String name) {
    return generations.raise(policy.scopeOfModel(name));
  }

  /** Asks the second level what others have invalidated. */
  public void poll() {
    if (config != null && config.redis() != null) {
      generations.poll();
      if (generations.isTold()) {
        hints.listen();
      }
    }
  }

  /** Looks in memory. */
  public Optional<Hit> near(CacheKey key) {
    long now = clock.millis();
    Optional<CachedAnswer> answer = memory.get(key, now - staleMillis(key));
    events.lookedUp(
        key.layer(), MEMORY, answer.isPresent() ? CacheEvents.Result.HIT : CacheEvents.Result.MISS);
    return answer.map(found -> hit(key, found, MEMORY, now));
  }

  /**
   * Looks in the second level for what is not in memory, and waits for another sidecar that is
   * asking its engine for it. Never fails.
   *
   * @param patienceMillis how long to wait at most
   * @param abandoned whether nobody waits here any more
   */
  public Future<Turn> lookUp(CacheKey key, long patienceMillis, BooleanSupplier abandoned) {
    return far(key)
        .compose(
            reply ->
                switch (reply) {
                  case RedisLevel.Reply.Answer(CachedAnswer answer) ->
                      Future.succeededFuture(
                          new Turn.Replay(hit(key, answer, REDIS, clock.millis())));
                  case RedisLevel.Reply.Nothing() ->
                      switch (key.layer()) {
                        case RESPONSES ->
                            turns.take(key, new Turns.Patience(patienceMillis, abandoned));
                        // Asking costs less than waiting for another sidecar.
                        case TOKENS -> Future.succeededFuture(new Turn.Ask(Lease.NONE));
                      };
                  case RedisLevel.Reply.Unknown() ->
                      Future.succeededFuture(new Turn.Ask(Lease.NONE));
                });
  }

  /** Says who is to ask the engine anew for an answer that has expired. Never fails. */
  public Future<Turn> renew(CacheKey key) {
    return far(key)
        .compose(
            reply ->
                reply instanceof RedisLevel.Reply.Answer(CachedAnswer answer)
                        && answer.isFreshAt(clock.millis())
                    ? Future.succeededFuture(
                        new Turn.Replay(hit(key, answer, REDIS, clock.millis())))
                    : turns.take(key, new Turns.Patience(0, () -> true)));
  }

  private Future<Optional<Hit>> peek(CacheKey key) {
    return far(key)
        .map(
            reply ->
                reply instanceof RedisLevel.Reply.Answer(CachedAnswer answer)
                    ? Optional.of(hit(key, answer, REDIS, clock.millis()))
                    : Optional.empty());
  }

  /**
   * Looks for several keys in memory, then for all that are not there in the second level by one
   * round trip. Asks no engine and waits for no other sidecar. Never fails.
   *
   * @return what was found; keys that were not are not in it
   */
  public Future<Map<CacheKey, Hit>> nearAndFar(Set<CacheKey> keys) {
    Map<CacheKey, Hit> found = new HashMap<>();
    keys.forEach(key -> near(key).ifPresent(hit -> found.put(key, hit)));
    List<CacheKey> missing = keys.stream().filter(key -> !found.containsKey(key)).toList();
    if (missing.isEmpty() || !generations.isTold()) {
      return Future.succeededFuture(found);
    }
    return redis
        .getAll(missing, clock.millis())
        .map(
            replies -> {
              for (int i = 0; i < missing.size(); i++) {
                CacheKey key = missing.get(i);
                if (readable(key, replies.get(i))
                    instanceof RedisLevel.Reply.Answer(CachedAnswer answer)) {
                  memory.put(key, answer);
                  found.put(key, hit(key, answer, REDIS, clock.millis()));
                }
              }
              return found;
            });
  }

  private Future<RedisLevel.Reply> far(CacheKey key) {
    if (!generations.isTold()) {
      return Future.succeededFuture(new RedisLevel.Reply.Unknown());
    }
    return redis
        .get(key, clock.millis() - staleMillis(key))
        .map(reply -> readable(key, reply))
        .onSuccess(
            reply -> {
              if (reply instanceof RedisLevel.Reply.Answer(CachedAnswer answer)) {
                memory.put(key, answer);
              }
            });
  }

  /** What another release has coded in a way that is unknown here is as if it were not there. */
  private static RedisLevel.Reply readable(CacheKey key, RedisLevel.Reply reply) {
    return reply instanceof RedisLevel.Reply.Answer(CachedAnswer answer)
            && Coding.of(key.layer()).decode(answer.body()).isEmpty()
        ? new RedisLevel.Reply.Nothing()
        : reply;
  }

  /** How long answers are replayed that have expired. */
  private long staleMillis(CacheKey key) {
    SidecarConfig.Cache now = config;
    return now == null ? 0 : LayerSettings.of(now, key.layer()).staleMillis();
  }

  /**
   * The engine was asked anew for an answer that has expired.
   *
   * @param kept whether its answer took the old one's place
   */
  public void renewed(boolean kept) {
    events.renewed(kept);
  }

  /** A request that was not in memory is answered together with another one. */
  public void collapsed(CacheKey key) {
    events.lookedUp(key.layer(), FLIGHT, CacheEvents.Result.HIT);
  }

  /**
   * Says what to write over a copy of an answer, so that its replay has an id and times of its own.
   */
  public void renew(CachedAnswer answer, AnswerOutline.Patch patch) {
    answer.outline().renew(answer.body(), clock.millis() / 1000, random, patch);
  }

  /** Keeps an answer in both levels, unless it tells of a failure. */
  public void store(CacheKey key, int status, String contentType, byte[] body) {
    SidecarConfig.Cache now = config;
    if (now == null) {
      return;
    }
    LayerSettings layer = LayerSettings.of(now, key.layer());
    long created = clock.millis();
    double spread = 1 + JITTER * (2 * random.nextDouble() - 1);
    long expires = created + Math.round(layer.ttlMillis() * spread);
    CachedAnswer answer = new CachedAnswer(status, contentType, body, created, expires);
    if (answer.outline().isKeepable()) {
      Coding.of(key.layer())
          .encode(body)
          .ifPresent(coded -> keep(key, answer.withBody(coded), layer.staleMillis()));
    }
  }

  private void keep(CacheKey key, CachedAnswer answer, long staleMillis) {
    memory.put(key, answer);
    if (generations.isTold()) {
      long ttl = answer.expiresMillis() - answer.createdMillis();
      leases.kept(key, redis.put(key, answer, ttl + staleMillis));
    }
  }

  /**
   * Whether the second level is read and written: there is one, and it has told its generations.
   */
  public boolean usesSecondLevel() {
    return generations.isTold();
  }

  /** How many tenants and models were ever invalidated. */
  public int invalidated() {
    return generations.size();
  }

  /** Entries of a layer in memory. */
  public long memoryEntries(Layer layer) {
    return memory.entries(layer);
  }

  /** Bytes of a layer's entries in memory. */
  public long memoryBytes(Layer layer) {
    return memory.bytes(layer);
  }

  public long memoryBytes() {
    return memory.bytes();
  }

  public boolean isBreakerOpen() {
    return redis.isBreakerOpen();
  }

  public void close() {
    hints.close();
    redis.close();
  }

  /** Of what is in memory, or was found readable. */
  private static Hit hit(CacheKey key, CachedAnswer kept, String level, long nowMillis) {
    CachedAnswer answer = kept.withBody(Coding.of(key.layer()).decode(kept.body()).orElseThrow());
    long age = Math.max(0, nowMillis - answer.createdMillis()) / 1000;
    long ttl = Math.floorDiv(answer.expiresMillis() - nowMillis, 1000);
    return new Hit(answer, level, age, ttl);
  }

  /**
   * An answer to replay.
   *
   * @param level {@code memory} or {@code redis}
   * @param ageSeconds since it was kept
   * @param ttlSeconds until it expires; negative: it has expired
   */
  public record Hit(CachedAnswer answer, String level, long ageSeconds, long ttlSeconds) {
    /** Whether it has expired, so that the engine is to be asked anew. */
    public boolean isStale() {
      return ttlSeconds < 0;
    }
  }
}
