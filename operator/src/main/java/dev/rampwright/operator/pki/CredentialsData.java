package dev.rampwright.operator.pki;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.InvalidCredentialsException;
import dev.rampwright.contracts.tls.Pem;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A certificate, its key and its authorities as data of a Secret. */
public final class CredentialsData {
  private CredentialsData() {}

  /** Base64, under the names of {@link SidecarFiles}. */
  public static Map<String, String> of(Credentials credentials) {
    Map<String, String> data = new TreeMap<>();
    data.put(SidecarFiles.TLS_CERTIFICATE, base64(Pem.write(List.of(credentials.certificate()))));
    data.put(SidecarFiles.TLS_KEY, base64(Pem.write(credentials.key())));
    data.put(SidecarFiles.TLS_AUTHORITIES, base64(Pem.write(credentials.authorities())));
    return data;
  }

  /** Empty without a Secret, or with one that cannot be used: it is then made anew. */
  public static Optional<Credentials> in(@Nullable Secret secret) {
    if (secret == null || secret.getData() == null) {
      return Optional.empty();
    }
    Map<String, String> data = secret.getData();
    try {
      return Optional.of(
          Credentials.parse(
              text(data, SidecarFiles.TLS_CERTIFICATE),
              text(data, SidecarFiles.TLS_KEY),
              text(data, SidecarFiles.TLS_AUTHORITIES)));
    } catch (InvalidCredentialsException e) {
      return Optional.empty();
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String text(Map<String, String> data, String key) {
    return new String(Base64.getDecoder().decode(data.getOrDefault(key, "")), UTF_8);
  }
}
