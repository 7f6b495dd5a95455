package dev.rampwright.sidecar.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.sidecar.cache.policy.CachePolicy;
import dev.rampwright.sidecar.cache.policy.KeyDerivation;
import dev.rampwright.sidecar.cache.policy.Layer;
import dev.rampwright.sidecar.config.CacheSecrets;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Both levels and the policy before them, for every {@link Layer}: they share the levels' bounds,
 * connections and generations. Until it is given a configuration it keeps nothing, until it is
 * given secrets it has some of its own. Lives on the event loop.
 */
public final class ResponseCache {
  private static final int FAILURES_TO_OPEN = 5;

  /** What ends it is every other look at the generations, which come once a second. */
  private static final Duration PAUSE = Duration.ofMillis(1_500);

  private final MemoryLevel memory = new MemoryLevel(0);
  private final RedisLevel redis;
  private final SharedGenerations generations;
  private final Invalidations invalidations;
  private final CacheDecisions decisions;
  private final Lookups lookups;
  private final AnswerKeeper keeper;
  private final ReplayStamp stamp;
  private CacheSettings settings = CacheSettings.OFF;
  private String hmac = CacheSecrets.random().hmac();

  /**
   * Puts the parts together.
   *
   * @param threads for calls that block
   * @param nanos monotonic time
   * @param build what the engine says of itself; empty: it has not been asked yet
   */
  public ResponseCache(
      Vertx vertx,
      Context context,
      RedisThreads threads,
      LongSupplier nanos,
      InstantSource clock,
      RandomGenerator random,
      RedisConnector connector,
      CacheEvents events,
      Supplier<Optional<String>> build) {
    CircuitBreaker breaker = new CircuitBreaker(FAILURES_TO_OPEN, PAUSE, nanos);
    RedisCalls calls =
        new RedisCalls(vertx, context, threads, breaker, RedisConnector.TIMEOUT.plusMillis(10));
    Supplier<CacheSettings> now = () -> settings;
    KeyDerivation keys = keys(hmac);
    this.redis = new RedisLevel(connector, calls, events);
    this.generations = new SharedGenerations(new Generations(clock), redis, events);
    this.invalidations =
        new Invalidations(
            new GenerationNames(keys),
            generations,
            new InvalidationHints(redis, vertx, context),
            now);
    this.decisions = new CacheDecisions(new CachePolicy(keys), now, invalidations, build, events);
    Levels levels = new Levels(memory, redis, generations, now, events, clock);
    Leases leases = new Leases(redis, vertx);
    this.lookups = new Lookups(levels, new Turns(leases, levels::peek, vertx, nanos), events);
    this.keeper = new AnswerKeeper(memory, redis, leases, generations, now, events, clock, random);
    this.stamp = new ReplayStamp(clock, random);
  }

  /**
   * Makes keys and entries with these secrets from now on. What another secret for keys has made is
   * out of reach; another one for entries leaves all where it is.
   */
  public void use(CacheSecrets secrets) {
    redis.encryptWith(new KeyRing(secrets.encryption()));
    if (!secrets.hmac().equals(hmac)) {
      hmac = secrets.hmac();
      KeyDerivation keys = keys(hmac);
      decisions.use(new CachePolicy(keys));
      memory.clear();
      invalidations.use(new GenerationNames(keys));
    }
  }

  private static KeyDerivation keys(String hmac) {
    return new KeyDerivation(hmac.getBytes(UTF_8));
  }

  /** Takes a configuration; entries stay where their keys are still reachable. */
  public void configure(SidecarConfig config) {
    CacheSettings next = CacheSettings.of(config);
    if (!next.isOn() || next.epoch() != settings.epoch()) {
      memory.clear();
    }
    memory.resize(next.memoryMaxBytes());
    if (redis.use(next.redis())) {
      generations.begin();
    }
    settings = next;
  }

  public CacheDecisions decisions() {
    return decisions;
  }

  public Lookups lookups() {
    return lookups;
  }

  public AnswerKeeper keeper() {
    return keeper;
  }

  public ReplayStamp stamp() {
    return stamp;
  }

  public Invalidations invalidations() {
    return invalidations;
  }

  public CacheFigures figures() {
    return new CacheFigures(memory, redis, generations);
  }

  public void close() {
    invalidations.close();
    redis.close();
  }
}
