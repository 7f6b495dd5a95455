package dev.rampwright.operator.inferenceservice.resources;

import dev.rampwright.api.inferenceservice.ServingSpec;
import dev.rampwright.operator.kube.Reason;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the Secret of {@code serving.tls} holds. */
public sealed interface ServingTls {
  /**
   * A certificate with its key.
   *
   * @param files what the sidecars read, by the names of its files
   * @param fingerprint of the certificate, as sidecars tell which one they show
   * @param names whom the certificate is for
   * @param validUntil its end
   */
  record Usable(Map<String, String> files, String fingerprint, String names, Instant validUntil)
      implements ServingTls {
    public Usable {
      files = Map.copyOf(files);
    }

    @Override
    public String toString() {
      return "Usable[" + names + "]";
    }
  }

  /** The name of the Secret that the service asks for. */
  static Optional<String> secretName(@Nullable ServingSpec serving) {
    return Optional.ofNullable(serving).map(ServingSpec::tls).map(tls -> tls.secretRef().name());
  }

  /**
   * Nothing that clients could be shown.
   *
   * @param message what to do
   */
  record Unusable(Reason reason, String message) implements ServingTls {}
}
