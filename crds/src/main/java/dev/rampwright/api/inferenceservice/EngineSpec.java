package dev.rampwright.api.inferenceservice;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The server that runs the model, on loopback behind the sidecar. */
public record EngineSpec(
    @Required
        @JsonPropertyDescription("LlamaCpp, or Custom for an OpenAI-compatible server of your own.")
        EngineType type,
    @Size(max = 512)
        @JsonPropertyDescription(
            "Container image; for LlamaCpp the operator's default if not given.")
        @Nullable String image,
    @Default("IfNotPresent") @JsonPropertyDescription("When the kubelet pulls the image.")
        @Nullable ImagePullPolicy imagePullPolicy,
    @JsonPropertyDescription("Required for type Custom, and only allowed there.")
        @Nullable CustomEngine custom,
    @Size(max = 64)
        @JsonPropertyDescription(
            "More arguments for the engine. Flags that the operator sets itself (host, port, model,"
                + " alias, API key, context and slot sizes) are refused.")
        @Nullable List<@Size(max = 1024) String> args,
    @Size(max = 64) @JsonPropertyDescription("More environment variables for the engine.")
        @Nullable List<EnvironmentVariable> env,
    @JsonPropertyDescription("CPU, memory and accelerators of the engine container.")
        @Nullable ResourceRequirements resources,
    @Min(64)
        @Max(10_000_000)
        @JsonPropertyDescription(
            "Tokens per request. LlamaCpp: its context is this times maxConcurrency. 2048 if not"
                + " given.")
        @Nullable Integer contextLength,
    @Min(1)
        @Max(1024)
        @JsonPropertyDescription(
            "Requests that the engine answers at once (LlamaCpp: slots). 2 if not given.")
        @Nullable Integer maxConcurrency) {

  /** How a server of the user's own is started and reached. */
  public record CustomEngine(
      @Required
          @Size(min = 1, max = 64)
          @JsonPropertyDescription("Command and arguments; it must listen on 127.0.0.1.")
          List<@Size(max = 1024) String> command,
      @Min(1024)
          @Max(65535)
          @Default("9000")
          @JsonPropertyDescription("Port on 127.0.0.1; 8080 to 8083 are the sidecar's.")
          @Nullable Integer port,
      @Size(min = 1, max = 256)
          @Default("/health")
          @JsonPropertyDescription("Answers 200 once the model is loaded.")
          @Nullable String healthPath) {}

  /** A name and a value. */
  public record EnvironmentVariable(
      @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Variable name.") String name,
      @Required @Size(max = 8192) @JsonPropertyDescription("Its value.") String value) {}

  /** Kinds of engines. */
  public enum EngineType {
    LlamaCpp,
    Custom
  }

  /** When an image is pulled, as in core. */
  public enum ImagePullPolicy {
    Always,
    IfNotPresent,
    Never
  }
}
