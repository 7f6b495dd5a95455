package dev.rampwright.operator.inferenceservice.gather;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.api.common.Api;
import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.tls.InvalidCredentialsException;
import dev.rampwright.contracts.tls.Pem;
import dev.rampwright.contracts.tls.ServerCertificate;
import dev.rampwright.operator.inferenceservice.resources.ServingTls;
import dev.rampwright.operator.inferenceservice.resources.ServingTls.Unusable;
import dev.rampwright.operator.inferenceservice.resources.ServingTls.Usable;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.kube.Recent;
import dev.rampwright.operator.kube.UserSecrets;
import dev.rampwright.operator.pki.PrivateKeys;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads users' certificates; each version of a Secret once, for a signature proves each pair. */
public final class ServingCertificates {
  private static final String CERTIFICATE = "tls.crt";
  private static final String KEY = "tls.key";

  /** RFC 5280, 4.2.1.6. */
  private static final int DNS_NAME = 2;

  private static final int NAMES = 3;

  private final Recent<Version, Reading> known = new Recent<>();

  private record Version(String uid, String resourceVersion) {}

  /** What a Secret holds, whatever time it is. */
  private sealed interface Reading {
    record Pair(Usable usable, Instant validFrom) implements Reading {}

    record Flaw(String what) implements Reading {}
  }

  /**
   * What the Secret holds that a service names.
   *
   * @param name that the spec gives
   * @param secret null: it does not exist, or has not the label by which the operator may read it
   */
  public ServingTls read(String name, @Nullable Secret secret, Instant now) {
    if (secret == null || !UserSecrets.mayBeNamed(secret)) {
      return new Unusable(
          Reason.TlsSecretMissing,
          "there is no Secret %s of yours with the label %s=%s in the service's namespace"
              .formatted(name, Api.LABEL_USE, Api.LABEL_USE_INFERENCE));
    }
    return switch (reading(secret)) {
      case Reading.Flaw(String what) ->
          new Unusable(Reason.TlsSecretInvalid, "Secret %s: %s".formatted(name, what));
      case Reading.Pair(Usable usable, Instant from) -> {
        if (now.isBefore(from)) {
          yield new Unusable(
              Reason.TlsSecretInvalid,
              "Secret %s: the certificate is valid from %s on only".formatted(name, from));
        }
        yield now.isBefore(usable.validUntil())
            ? usable
            : new Unusable(
                Reason.TlsCertificateExpired,
                "Secret %s: the certificate has expired at %s"
                    .formatted(name, usable.validUntil()));
      }
    };
  }

  private Reading reading(Secret secret) {
    ObjectMeta metadata = secret.getMetadata();
    if (metadata.getUid() == null) {
      return parse(secret);
    }
    Version version = new Version(metadata.getUid(), metadata.getResourceVersion());
    return known
        .find(version)
        .orElseGet(
            () -> {
              Reading read = parse(secret);
              known.note(version, read);
              return read;
            });
  }

  private static Reading parse(Secret secret) {
    try {
      String key = PrivateKeys.pkcs8(text(secret, KEY));
      ServerCertificate pair = ServerCertificate.parse(text(secret, CERTIFICATE), key);
      X509Certificate own = pair.own();
      return new Reading.Pair(
          new Usable(
              Map.of(
                  SidecarFiles.SERVING_CERTIFICATE,
                  Pem.write(pair.chain()),
                  SidecarFiles.SERVING_KEY,
                  Pem.write(pair.key())),
              pair.fingerprint(),
              names(own),
              own.getNotAfter().toInstant()),
          own.getNotBefore().toInstant());
    } catch (InvalidCredentialsException e) {
      return new Reading.Flaw(String.valueOf(e.getMessage()));
    }
  }

  /** Its first DNS names; its subject where it has none. */
  private static String names(X509Certificate certificate) {
    try {
      String names =
          Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of()).stream()
              .filter(name -> Integer.valueOf(DNS_NAME).equals(name.getFirst()))
              .limit(NAMES)
              .map(name -> String.valueOf(name.get(1)))
              .collect(Collectors.joining(", "));
      return names.isEmpty() ? certificate.getSubjectX500Principal().getName() : names;
    } catch (CertificateParsingException e) {
      return certificate.getSubjectX500Principal().getName();
    }
  }

  private static String text(Secret secret, String key) throws InvalidCredentialsException {
    @Nullable String data = secret.getData() == null ? null : secret.getData().get(key);
    if (data == null) {
      throw new InvalidCredentialsException("it has no data key " + key);
    }
    return new String(Base64.getDecoder().decode(data), UTF_8);
  }
}
