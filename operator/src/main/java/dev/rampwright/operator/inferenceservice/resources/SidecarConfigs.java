package dev.rampwright.operator.inferenceservice.resources;

import static java.util.Objects.requireNonNullElse;

import dev.rampwright.api.common.Durations;
import dev.rampwright.api.inferenceservice.ServingSpec;
import dev.rampwright.api.tokencache.ExternalRedis;
import dev.rampwright.api.tokencache.KvSlotsSpec;
import dev.rampwright.api.tokencache.TenancySpec;
import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.api.tokencache.TokenCacheSpec;
import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.CacheConfig.KvSlots;
import dev.rampwright.contracts.CacheConfig.Responses;
import dev.rampwright.contracts.CacheConfig.Tenancy;
import dev.rampwright.contracts.CacheConfig.Tokens;
import dev.rampwright.contracts.CacheConfig.When;
import dev.rampwright.contracts.Digests;
import dev.rampwright.contracts.RedisConfig;
import dev.rampwright.contracts.RedisConfig.External;
import dev.rampwright.contracts.RedisConfig.Mode;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.SidecarConfig.Limits;
import dev.rampwright.contracts.SidecarConfig.Pool;
import dev.rampwright.contracts.SidecarConfig.Serving;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import dev.rampwright.operator.inferenceservice.revision.RevisionSpec;
import dev.rampwright.operator.tokencache.resources.CacheNames;
import dev.rampwright.operator.tokencache.resources.ValkeyTransport;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Renders the configuration of a revision's sidecars. */
public final class SidecarConfigs {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;
  private static final String DEFAULT_REQUEST_TIMEOUT = "10m";
  private static final String DEFAULT_STREAM_IDLE_TIMEOUT = "60s";
  private static final int DEFAULT_QUEUE_DEPTH = 64;
  private static final String DEFAULT_TTL = "300s";
  private static final String DEFAULT_MEMORY = "64Mi";
  private static final String DEFAULT_SLOTS = "4Gi";

  private SidecarConfigs() {}

  /**
   * The configuration.
   *
   * @param serving the live deadlines; null: defaults
   * @param cache the revision's TokenCache; null: it has none, or it does not exist
   */
  public static SidecarConfig of(
      Identity service,
      Revision revision,
      @Nullable ServingSpec serving,
      @Nullable TokenCache cache) {
    var spec = revision.spec();
    SidecarConfig config =
        new SidecarConfig(
            new SidecarConfig.Core(
                SidecarConfig.FORMAT_VERSION,
                service.namespace(),
                service.name(),
                revision.hash(),
                spec.model().name(),
                new SidecarConfig.Engine(
                    LOOPBACK, spec.engine().port(), spec.engine().healthPath()),
                new Limits(
                    requestTimeoutMillis(serving),
                    streamIdleTimeoutMillis(serving),
                    spec.drainTimeoutMillis(),
                    MAX_BODY_BYTES),
                Digests.drainKey(service.uid(), revision.hash()),
                cache == null ? null : cache(cache, spec.kvSlots() != null)));
    return config.withServing(serving(spec, serving));
  }

  private static Serving serving(RevisionSpec spec, @Nullable ServingSpec serving) {
    Serving silent = new Serving(pool(spec, serving), allowOrigins(serving));
    return serving != null && Boolean.TRUE.equals(serving.accessLog())
        ? silent.withAccessLog()
        : silent;
  }

  /** How many requests a server of the user's own answers at once, nobody here knows. */
  private static @Nullable Pool pool(RevisionSpec spec, @Nullable ServingSpec serving) {
    return switch (spec.engine().type()) {
      case LlamaCpp -> new Pool(spec.engine().maxConcurrency(), queueDepth(serving));
      case Custom -> null;
    };
  }

  private static List<String> allowOrigins(@Nullable ServingSpec serving) {
    ServingSpec.@Nullable Cors cors = serving == null ? null : serving.cors();
    return cors == null ? List.of() : cors.allowOrigins();
  }

  private static int queueDepth(@Nullable ServingSpec serving) {
    @Nullable Integer depth = serving == null ? null : serving.queueDepth();
    return requireNonNullElse(depth, DEFAULT_QUEUE_DEPTH);
  }

  /** The live request timeout, which also is the default drain timeout of a new revision. */
  public static long requestTimeoutMillis(@Nullable ServingSpec serving) {
    return millis(serving == null ? null : serving.requestTimeout(), DEFAULT_REQUEST_TIMEOUT);
  }

  private static long streamIdleTimeoutMillis(@Nullable ServingSpec serving) {
    return millis(
        serving == null ? null : serving.streamIdleTimeout(), DEFAULT_STREAM_IDLE_TIMEOUT);
  }

  private static CacheConfig cache(TokenCache cache, boolean hasSlots) {
    TokenCacheSpec spec = cache.getSpec();
    String name = cache.getMetadata().getName();
    String memory = spec.memory() == null ? null : spec.memory().maxSize();
    return new CacheConfig(
        name,
        requireNonNullElse(spec.epoch(), 0L),
        bytes(requireNonNullElse(memory, DEFAULT_MEMORY)),
        responses(spec.responses()),
        redis(cache),
        tenancy(spec.tenancy()),
        hasSlots ? kvSlots(spec.kvSlots()) : null,
        tokens(spec.tokens()));
  }

  private static @Nullable KvSlots kvSlots(@Nullable KvSlotsSpec slots) {
    if (slots == null || !Boolean.TRUE.equals(slots.enabled())) {
      return null;
    }
    return new KvSlots(
        requireNonNullElse(slots.perTenant(), 1),
        bytes(requireNonNullElse(slots.maxSize(), DEFAULT_SLOTS)));
  }

  private static Tokens tokens(TokenCacheSpec.@Nullable Tokens tokens) {
    return tokens == null
        ? new Tokens(true, millis(null, DEFAULT_TTL))
        : new Tokens(requireNonNullElse(tokens.enabled(), true), millis(tokens.ttl(), DEFAULT_TTL));
  }

  private static @Nullable RedisConfig redis(TokenCache cache) {
    TokenCacheSpec.@Nullable Redis redis = cache.getSpec().redis();
    if (redis == null) {
      return null;
    }
    @Nullable ExternalRedis external = redis.external();
    if (external == null) {
      RedisConfig own = new RedisConfig(CacheNames.of(cache).host(), CacheNames.PORT);
      return switch (ValkeyTransport.announced(cache)) {
        case CLEAR -> own;
        case TLS -> own.withTls();
      };
    }
    String first = external.addresses().getFirst();
    int colon = first.lastIndexOf(':');
    return new RedisConfig(
        first.substring(0, colon),
        Integer.parseInt(first.substring(colon + 1)),
        external(external));
  }

  private static External external(ExternalRedis external) {
    return new External(
        switch (requireNonNullElse(external.mode(), ExternalRedis.Mode.Standalone)) {
          case Standalone -> Mode.STANDALONE;
          case Sentinel -> Mode.SENTINEL;
          case Cluster -> Mode.CLUSTER;
        },
        external.addresses(),
        external.auth() == null ? null : requireNonNullElse(external.auth().username(), "default"),
        external.sentinel() == null ? null : external.sentinel().masterName(),
        external.tls() != null);
  }

  private static @Nullable Tenancy tenancy(@Nullable TenancySpec tenancy) {
    if (tenancy == null) {
      return null;
    }
    Map<String, String> groups = new TreeMap<>();
    requireNonNullElse(tenancy.shared(), List.<TenancySpec.Group>of())
        .forEach(group -> group.tenants().forEach(tenant -> groups.put(tenant, group.name())));
    return new Tenancy(tenancy.isolation() != TenancySpec.Isolation.None, groups);
  }

  private static Responses responses(TokenCacheSpec.@Nullable Responses responses) {
    if (responses == null) {
      return new Responses(true, millis(null, DEFAULT_TTL));
    }
    return new Responses(
        requireNonNullElse(responses.enabled(), true),
        millis(responses.ttl(), DEFAULT_TTL),
        responses.when() == TokenCacheSpec.When.ClientOptsIn ? When.CLIENT_OPTS_IN : null,
        staleWhileRevalidate(responses));
  }

  /** Absent rather than 0, so that a configuration without it stays as it was. */
  private static @Nullable Long staleWhileRevalidate(TokenCacheSpec.Responses responses) {
    long millis = millis(responses.staleWhileRevalidate(), "0s");
    return millis == 0 ? null : Long.valueOf(millis);
  }

  private static long millis(@Nullable String duration, String absent) {
    return Durations.parse(requireNonNullElse(duration, absent)).toMillis();
  }

  private static long bytes(String size) {
    return Quantity.getAmountInBytes(Quantity.parse(size)).longValueExact();
  }
}
