package dev.rampwright.operator.inferenceservice.revision;

import static java.util.Objects.requireNonNullElse;

import dev.rampwright.api.common.Durations;
import dev.rampwright.api.inferenceservice.CacheReference;
import dev.rampwright.api.inferenceservice.EngineSpec;
import dev.rampwright.api.inferenceservice.EngineSpec.CustomEngine;
import dev.rampwright.api.inferenceservice.EngineSpec.EngineType;
import dev.rampwright.api.inferenceservice.EngineSpec.ImagePullPolicy;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.InferenceServiceSpec;
import dev.rampwright.api.inferenceservice.PodSpec;
import dev.rampwright.api.inferenceservice.SidecarSpec;
import dev.rampwright.contracts.SidecarPorts;
import dev.rampwright.operator.inferenceservice.revision.RevisionSpec.KvSlots;
import dev.rampwright.operator.inferenceservice.revision.RevisionSpec.Pins;
import dev.rampwright.operator.kube.BlockedException;
import dev.rampwright.operator.kube.Reason;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resolves what the user wrote to what makes pods. */
public final class SpecResolver {
  private static final int DEFAULT_CONTEXT = 2048;
  private static final int DEFAULT_CONCURRENCY = 2;
  private static final String DEFAULT_HEALTH = "/health";

  private SpecResolver() {}

  /** The same without saved KV slots. */
  public static RevisionSpec resolve(InferenceService service, Pins pins) {
    return resolve(service, pins, null);
  }

  /**
   * The pods that the service asks for, under these pins.
   *
   * @param kvSlots where its TokenCache wants KV slots to be saved; null: nowhere
   * @throws BlockedException with {@link Reason#InvalidSpec} if the spec makes no sense
   */
  public static RevisionSpec resolve(
      InferenceService service, Pins pins, @Nullable KvSlots kvSlots) {
    InferenceServiceSpec spec = service.getSpec();
    String uri = spec.model().uri();
    ModelLocation.parse(uri);
    String name = requireNonNullElse(spec.model().name(), service.getMetadata().getName());
    PodSpec pod = spec.pod();
    return new RevisionSpec(
        RevisionSpec.HASH_VERSION,
        pins,
        new RevisionSpec.Model(name, uri),
        engine(spec.engine(), pins),
        sidecarResources(spec.sidecar()),
        pod(pod),
        drainTimeout(pod, pins),
        tokenCache(spec.cache()),
        spec.cache() == null || spec.engine().type() != EngineType.LlamaCpp ? null : kvSlots);
  }

  private static long drainTimeout(@Nullable PodSpec pod, Pins pins) {
    return pod == null || pod.drainTimeout() == null
        ? pins.drainTimeoutMillis()
        : Durations.parse(pod.drainTimeout()).toMillis();
  }

  private static @Nullable String tokenCache(@Nullable CacheReference cache) {
    return cache == null ? null : cache.tokenCacheRef().name();
  }

  private static @Nullable ResourceRequirements sidecarResources(@Nullable SidecarSpec sidecar) {
    return sidecar == null ? null : sidecar.resources();
  }

  private static RevisionSpec.Engine engine(EngineSpec engine, Pins pins) {
    CustomEngine custom = custom(engine);
    return new RevisionSpec.Engine(
        engine.type(),
        image(engine, pins),
        requireNonNullElse(engine.imagePullPolicy(), ImagePullPolicy.IfNotPresent),
        custom == null ? List.of() : custom.command(),
        requireNonNullElse(engine.args(), List.of()),
        requireNonNullElse(engine.env(), List.of()),
        engine.resources(),
        custom == null
            ? SidecarPorts.ENGINE
            : requireNonNullElse(custom.port(), SidecarPorts.ENGINE),
        custom == null ? DEFAULT_HEALTH : requireNonNullElse(custom.healthPath(), DEFAULT_HEALTH),
        requireNonNullElse(engine.contextLength(), DEFAULT_CONTEXT),
        requireNonNullElse(engine.maxConcurrency(), DEFAULT_CONCURRENCY));
  }

  private static @Nullable CustomEngine custom(EngineSpec engine) {
    return switch (engine.type()) {
      case LlamaCpp -> null;
      case Custom -> {
        if (engine.custom() == null) {
          throw invalid("engine.custom is missing; give the command of your server");
        }
        yield engine.custom();
      }
    };
  }

  private static String image(EngineSpec engine, Pins pins) {
    if (engine.image() != null && !engine.image().isEmpty()) {
      return engine.image();
    }
    if (engine.type() == EngineType.Custom) {
      throw invalid("engine.image is missing; type Custom needs the image of your server");
    }
    return pins.llamaCppImage();
  }

  private static RevisionSpec.Pod pod(@Nullable PodSpec pod) {
    if (pod == null) {
      return new RevisionSpec.Pod(Map.of(), Map.of(), Map.of(), List.of(), List.of());
    }
    return new RevisionSpec.Pod(
        requireNonNullElse(pod.labels(), Map.of()),
        requireNonNullElse(pod.annotations(), Map.of()),
        requireNonNullElse(pod.nodeSelector(), Map.of()),
        requireNonNullElse(pod.tolerations(), List.of()),
        requireNonNullElse(pod.imagePullSecrets(), List.of()));
  }

  private static BlockedException invalid(String message) {
    return new BlockedException(Reason.InvalidSpec, message);
  }
}
