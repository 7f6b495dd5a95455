package dev.rampwright.sidecar.config;

import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.Digests;
import dev.rampwright.contracts.InvalidContractException;
import dev.rampwright.contracts.RedisConfig;
import dev.rampwright.contracts.SidecarConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a {@link SidecarConfig} and says everything that is wrong with it at once. */
public final class ConfigParser {
  private ConfigParser() {}

  /**
   * Parses and checks.
   *
   * @throws InvalidContractException naming each field that is missing or out of range
   */
  public static ActiveConfig parse(String text) {
    SidecarConfig config = ContractJson.read(text, SidecarConfig.class);
    List<String> problems = problems(config);
    if (!problems.isEmpty()) {
      throw new InvalidContractException(String.join("; ", problems));
    }
    return new ActiveConfig(config, Digests.sha256Hex(text));
  }

  private static List<String> problems(SidecarConfig config) {
    List<String> problems = new ArrayList<>();
    if (config.formatVersion() != SidecarConfig.FORMAT_VERSION) {
      problems.add(
          "formatVersion is %d, this sidecar reads %d"
              .formatted(config.formatVersion(), SidecarConfig.FORMAT_VERSION));
    }
    text(problems, "namespace", config.namespace());
    text(problems, "service", config.service());
    text(problems, "revision", config.revision());
    text(problems, "model", config.model());
    text(problems, "drainKey", config.drainKey());
    engine(problems, config.engine());
    limits(problems, config.limits());
    cache(problems, config.cache());
    pool(problems, config.servingOrDefault().pool());
    if (config.auth() != null) {
      config.auth().problem().ifPresent(problem -> problems.add("auth " + problem));
    }
    return problems;
  }

  private static void engine(List<String> problems, SidecarConfig.@Nullable Engine engine) {
    if (engine == null) {
      problems.add("engine is missing");
      return;
    }
    text(problems, "engine.host", engine.host());
    port(problems, "engine.port", engine.port());
    text(problems, "engine.healthPath", engine.healthPath());
    if (engine.healthPath() != null && !engine.healthPath().startsWith("/")) {
      problems.add("engine.healthPath must begin with /");
    }
  }

  private static void limits(List<String> problems, SidecarConfig.@Nullable Limits limits) {
    if (limits == null) {
      problems.add("limits is missing");
      return;
    }
    positive(problems, "limits.requestTimeoutMillis", limits.requestTimeoutMillis());
    positive(problems, "limits.streamIdleTimeoutMillis", limits.streamIdleTimeoutMillis());
    positive(problems, "limits.drainTimeoutMillis", limits.drainTimeoutMillis());
    positive(problems, "limits.maxBodyBytes", limits.maxBodyBytes());
  }

  private static void cache(List<String> problems, @Nullable CacheConfig cache) {
    if (cache == null) {
      return;
    }
    if (cache.memoryMaxBytes() < 0) {
      problems.add("cache.memoryMaxBytes must not be negative");
    }
    if (cache.responses() == null) {
      problems.add("cache.responses is missing");
    } else if (cache.responses().enabled()) {
      positive(problems, "cache.responses.ttlMillis", cache.responses().ttlMillis());
      Long stale = cache.responses().staleWhileRevalidateMillis();
      if (stale != null && stale < 0) {
        problems.add("cache.responses.staleWhileRevalidateMillis must not be negative");
      }
    }
    if (cache.tokens() != null && cache.tokens().enabled()) {
      positive(problems, "cache.tokens.ttlMillis", cache.tokens().ttlMillis());
    }
    RedisConfig redis = cache.redis();
    if (redis != null) {
      text(problems, "cache.redis.host", redis.host());
      port(problems, "cache.redis.port", redis.port());
      external(problems, redis.external());
    }
  }

  private static void pool(List<String> problems, SidecarConfig.@Nullable Pool pool) {
    if (pool == null) {
      return;
    }
    positive(problems, "serving.pool.slots", pool.slots());
    if (pool.queueDepth() < 0) {
      problems.add("serving.pool.queueDepth must not be negative");
    }
  }

  private static void external(List<String> problems, RedisConfig.@Nullable External external) {
    if (external == null) {
      return;
    }
    if (external.mode() == null) {
      problems.add("cache.redis.external.mode is missing");
    }
    if (external.addresses().isEmpty()
        || !external.addresses().stream().allMatch(it -> it.matches(".+:[0-9]{1,5}"))) {
      problems.add("cache.redis.external.addresses must be host:port, at least one");
    }
    if (external.mode() == RedisConfig.Mode.SENTINEL) {
      text(problems, "cache.redis.external.masterName", external.masterName());
    }
  }

  private static void text(List<String> problems, String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      problems.add(name + " is missing");
    }
  }

  private static void positive(List<String> problems, String name, long value) {
    if (value <= 0) {
      problems.add(name + " must be above 0, is " + value);
    }
  }

  private static void port(List<String> problems, String name, int value) {
    if (value < 1 || value > 65_535) {
      problems.add(name + " must be 1 to 65535, is " + value);
    }
  }
}
