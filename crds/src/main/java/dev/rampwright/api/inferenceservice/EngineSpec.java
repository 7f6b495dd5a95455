package dev.rampwright.api.inferenceservice;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The server that runs the model, on loopback behind the sidecar. */
@ValidationRule(
    value = "(self.type == 'Custom') == has(self.custom)",
    message =
        "engine.custom belongs to type Custom: give it there (command, port, healthPath), and"
            + " nowhere else")
@ValidationRule(
    value = "self.type == 'LlamaCpp' || (!has(self.contextLength) && !has(self.maxConcurrency))",
    message =
        "contextLength and maxConcurrency are for type LlamaCpp: give a server of your own its flags"
            + " in custom.command")
@ValidationRule(
    value = "self.type != 'Custom' || (has(self.image) && self.image != '')",
    message = "type Custom needs engine.image: the container image of your server")
@ValidationRule(
    value =
        "self.type != 'LlamaCpp' || !has(self.args) || !self.args.exists(a, a.matches('"
            + EngineSpec.OWNED_FLAGS
            + "'))",
    fieldPath = ".args",
    message =
        "args may not hold a flag that the operator sets: for -m/--model write model.uri, for"
            + " -c/--ctx-size engine.contextLength, for -np/--parallel engine.maxConcurrency, for"
            + " -a/--alias model.name; --host, --port, TLS, API keys, prefixes and slot paths are"
            + " not yours to set")
@ValidationRule(
    value =
        "self.type != 'LlamaCpp' || !has(self.env) || !self.env.exists(e, e.name.matches('"
            + EngineSpec.OWNED_VARIABLES
            + "'))",
    fieldPath = ".env",
    message =
        "env may not hold a variable of llama.cpp that stands for a flag that the operator sets,"
            + " such as LLAMA_ARG_PORT or LLAMA_API_KEY: write model.uri, model.name,"
            + " engine.contextLength or engine.maxConcurrency instead")
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

  /**
   * Flags of llama-server that the operator sets, in either spelling: it takes {@code _} for {@code
   * -}, and {@code --x=v} is refused as well as {@code --x v}.
   */
  static final String OWNED_FLAGS =
      "^(-m|-a|-c|-np|-mu|-hf|-hfr|-hff|-dr|--(host|port|reuse[-_]port|model|model[-_]url|alias"
          + "|hf[-_]repo|hf[-_]file|docker[-_]repo|models[-_]dir|api[-_]key|api[-_]key[-_]file"
          + "|api[-_]prefix|ssl[-_]key[-_]file|ssl[-_]cert[-_]file|ctx[-_]size|parallel"
          + "|slot[-_]save[-_]path))(=|$)";

  /** The environment variables that llama-server reads for the same. */
  static final String OWNED_VARIABLES =
      "^LLAMA_(API_KEY|ARG_(HOST|PORT|REUSE_PORT|MODEL|MODEL_URL|ALIAS|HF_REPO|HF_FILE|DOCKER_REPO"
          + "|MODELS_DIR|API_KEY|API_KEY_FILE|API_PREFIX|SSL_KEY_FILE|SSL_CERT_FILE|CTX_SIZE"
          + "|N_PARALLEL|SLOT_SAVE_PATH))$";

  /** How a server of the user's own is started and reached. */
  @ValidationRule(
      value = "!has(self.port) || self.port < 8080 || self.port > 8083",
      fieldPath = ".port",
      message =
          "ports 8080 to 8083 are the sidecar's: let the engine listen on another, such as 9000")
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
          @ValidationRule(
              value = "self.matches('^/[^ ]*$')",
              message = "write a path that begins with '/', such as /health")
          @Default("/health")
          @JsonPropertyDescription("Answers 200 once the model is loaded.")
          @Nullable String healthPath) {}

  /** A name and a value. */
  @ValidationRule(
      value = "!self.name.startsWith('RAMPWRIGHT_')",
      fieldPath = ".name",
      message = "names that begin with RAMPWRIGHT_ are the operator's: choose another name")
  public record EnvironmentVariable(
      @Required
          @Size(min = 1, max = 253)
          @ValidationRule(
              value = "self.matches('^[A-Za-z_][-A-Za-z0-9_.]*$')",
              message =
                  "write a name of letters, digits, '_', '-' and '.' that does not begin with a"
                      + " digit, such as OMP_NUM_THREADS")
          @JsonPropertyDescription("Variable name.")
          String name,
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
