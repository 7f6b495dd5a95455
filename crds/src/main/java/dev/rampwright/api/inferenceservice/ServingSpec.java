package dev.rampwright.api.inferenceservice;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.rampwright.api.common.Api;
import dev.rampwright.api.common.SecretReference;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deadlines of requests, and who may make them. */
@ValidationRule(
    value = "!has(self.requestTimeout) || self.requestTimeout.matches('[1-9]')",
    fieldPath = ".requestTimeout",
    message = "0s would end every request: write a longer time, such as 10m")
@ValidationRule(
    value = "!has(self.streamIdleTimeout) || self.streamIdleTimeout.matches('[1-9]')",
    fieldPath = ".streamIdleTimeout",
    message = "0s would end every stream: write a longer time, such as 60s")
public record ServingSpec(
    @Pattern(Api.DURATION)
        @Default("10m")
        @JsonPropertyDescription("Longest time from a request's arrival to the end of its answer.")
        @Nullable String requestTimeout,
    @Pattern(Api.DURATION)
        @Default("60s")
        @JsonPropertyDescription("Longest silence inside a streamed answer.")
        @Nullable String streamIdleTimeout,
    @JsonPropertyDescription(
            "How clients prove which tenant they are; without it nobody is asked, and all are one"
                + " tenant.")
        @Nullable AuthSpec auth,
    @Min(0)
        @Max(10_000)
        @Default("64")
        @JsonPropertyDescription(
            "Requests that may wait in each pod while all slots of its engine"
                + " (engine.maxConcurrency) are in use; more are answered 429. For type LlamaCpp; a"
                + " server of your own queues by itself.")
        @Nullable Integer queueDepth,
    @JsonPropertyDescription("Which web pages may call the service; without it none.")
        @Nullable Cors cors,
    @JsonPropertyDescription(
            "Serves clients by TLS at port 443 of the Service instead of in clear text at port 80."
                + " With spec.route port 80 stays, for the gateway.")
        @Nullable Tls tls,
    @JsonPropertyDescription(
            "Whether the sidecars log a line for each request: what was asked of whom, how it ended"
                + " and how long it took, without content or credentials. Default false.")
        @Nullable Boolean accessLog) {

  /** Which web pages may call the service from a browser. */
  public record Cors(
      @Required
          @Size(min = 1, max = 32)
          @JsonPropertyDescription(
              "Origins as browsers send them, scheme, host and port without a path:"
                  + " https://chat.example.com. Pages of these may also send cookies. * is every"
                  + " page, without cookies.")
          List<
                  @Size(max = 267)
                  @Pattern("^(\\*|https?://[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?(:[0-9]{1,5})?)$")
                  String>
              allowOrigins) {}

  /** By which certificate clients know the service; no pod restarts when it changes. */
  public record Tls(
      @Required
          @JsonPropertyDescription(
              "A Secret in the same namespace with the label rampwright.dev/use: inference: tls.crt"
                  + " is the certificate, PEM, followed by those that lead to its authority, tls.key"
                  + " its key, RSA or EC.")
          SecretReference secretRef) {}

  /** Deadlines and clients alone. */
  public ServingSpec(
      @Nullable String requestTimeout,
      @Nullable String streamIdleTimeout,
      @Nullable AuthSpec auth) {
    this(requestTimeout, streamIdleTimeout, auth, null, null, null, null);
  }

  /** Deadlines alone. */
  public ServingSpec(@Nullable String requestTimeout, @Nullable String streamIdleTimeout) {
    this(requestTimeout, streamIdleTimeout, null);
  }
}
