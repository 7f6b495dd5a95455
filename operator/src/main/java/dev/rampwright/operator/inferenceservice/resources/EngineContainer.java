package dev.rampwright.operator.inferenceservice.resources;

import dev.rampwright.contracts.Digests;
import dev.rampwright.contracts.Headers;
import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.SidecarPorts;
import dev.rampwright.operator.inferenceservice.revision.ModelLocation;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import dev.rampwright.operator.inferenceservice.revision.RevisionSpec;
import dev.rampwright.operator.inferenceservice.revision.RevisionSpec.Engine;
import dev.rampwright.operator.kube.Restricted;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The engine. No liveness probe: a model that takes long to load must not be killed for it. */
final class EngineContainer {
  static final String NAME = "engine";

  private static final String SLOTS = SidecarFiles.SLOTS + "/" + SidecarFiles.SLOTS_LIVE;

  private static final Pattern THREADS = Pattern.compile("(-t|--threads)(=.*)?");

  private EngineContainer() {}

  static Container of(Identity service, Revision revision) {
    RevisionSpec spec = revision.spec();
    Engine engine = spec.engine();
    return new ContainerBuilder()
        .withName(NAME)
        .withImage(engine.image())
        .withImagePullPolicy(engine.imagePullPolicy().name())
        .withCommand(command(engine))
        .withArgs(args(spec))
        .withEnv(environment(spec))
        .withResources(engine.resources())
        .withVolumeMounts(mounts(spec))
        .withLifecycle(drain(service, revision))
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .withSecurityContext(Restricted.container())
        .build();
  }

  /** Saved slots are the sidecar's alone; the engine sees only what it is told to read or write. */
  private static List<VolumeMount> mounts(RevisionSpec spec) {
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(Mounts.readOnly(ModelPod.MODELS, ModelLocation.MOUNT));
    mounts.add(Mounts.scratch(ModelPod.ENGINE_TMP));
    if (spec.kvSlots() != null) {
      mounts.add(Mounts.writable(ModelPod.SLOTS_LIVE, SLOTS));
    }
    return mounts;
  }

  /** The images of llama.cpp differ in where the server is; each has it as its entrypoint. */
  private static List<String> command(Engine engine) {
    return switch (engine.type()) {
      case LlamaCpp -> List.of();
      case Custom -> engine.command();
    };
  }

  private static List<String> args(RevisionSpec spec) {
    return switch (spec.engine().type()) {
      case LlamaCpp -> llamaArgs(spec);
      case Custom -> spec.engine().args();
    };
  }

  /**
   * The prompt cache in host memory is off: its default of 8 GiB would outgrow the container's
   * limit, and all slots share it.
   */
  private static List<String> llamaArgs(RevisionSpec spec) {
    Engine engine = spec.engine();
    int slots = engine.maxConcurrency();
    List<String> args = new ArrayList<>();
    args.addAll(List.of("-m", ModelLocation.parse(spec.model().uri()).file()));
    args.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(engine.port())));
    args.addAll(List.of("--alias", spec.model().name()));
    args.addAll(List.of("-c", Long.toString((long) engine.contextLength() * slots)));
    args.addAll(List.of("-np", Integer.toString(slots)));
    args.addAll(List.of("--cache-ram", "0", "--no-webui", "--metrics"));
    if (spec.kvSlots() != null) {
      args.addAll(List.of("--slot-save-path", SLOTS));
    }
    args.addAll(threads(engine));
    args.addAll(engine.args());
    return args;
  }

  /** More threads than CPUs wait for each other: tens of times slower. */
  private static List<String> threads(Engine engine) {
    boolean given = engine.args().stream().anyMatch(THREADS.asMatchPredicate());
    Quantity cpu =
        engine.resources() == null || engine.resources().getLimits() == null
            ? null
            : engine.resources().getLimits().get("cpu");
    if (given || cpu == null) {
      return List.of();
    }
    int whole = cpu.getNumericalAmount().intValue();
    return List.of("--threads", Integer.toString(Math.max(1, whole)));
  }

  private static List<EnvVar> environment(RevisionSpec spec) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("HOME", "/tmp");
    variables.put("TMPDIR", "/tmp");
    variables.put("RAMPWRIGHT_MODEL_PATH", ModelLocation.parse(spec.model().uri()).file());
    variables.put("RAMPWRIGHT_ENGINE_PORT", Integer.toString(spec.engine().port()));
    spec.engine().env().forEach(given -> variables.put(given.name(), given.value()));
    return variables.entrySet().stream()
        .map(variable -> new EnvVar(variable.getKey(), variable.getValue(), null))
        .toList();
  }

  /** A kubelet hook can only GET, and engine images have no HTTP client of their own. */
  private static Lifecycle drain(Identity service, Revision revision) {
    return new LifecycleBuilder()
        .withNewPreStop()
        .withNewHttpGet()
        .withPath("/drain")
        .withPort(new IntOrString(SidecarPorts.DRAIN))
        .addNewHttpHeader()
        .withName(Headers.DRAIN_KEY)
        .withValue(Digests.drainKey(service.uid(), revision.hash()))
        .endHttpHeader()
        .endHttpGet()
        .endPreStop()
        .build();
  }
}
