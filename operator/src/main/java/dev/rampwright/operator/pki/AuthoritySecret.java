package dev.rampwright.operator.pki;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.contracts.tls.InvalidCredentialsException;
import dev.rampwright.contracts.tls.Pem;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Secret in the operator's namespace that keeps the {@link Authority}. It does not carry our
 * labels: no informer shall hold it.
 */
final class AuthoritySecret {
  static final String NAME = "rampwright-ca";

  private static final String SIGNING = "tls";
  private static final String NEXT = "next";
  private static final String PREVIOUS = "previous";
  private static final String CERTIFICATE = ".crt";
  private static final String KEY = ".key";

  private AuthoritySecret() {}

  static Secret of(String namespace, Authority authority) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(NAME)
        .addToLabels("app.kubernetes.io/part-of", "rampwright")
        .endMetadata()
        .withType("Opaque")
        .withData(data(authority))
        .build();
  }

  static Map<String, String> data(Authority authority) {
    Map<String, String> data = new TreeMap<>();
    put(data, SIGNING, authority.signing());
    authority.next().ifPresent(next -> put(data, NEXT, next));
    authority.previous().ifPresent(old -> data.put(PREVIOUS + CERTIFICATE, encoded(pem(old))));
    return data;
  }

  static Authority read(Secret secret) throws InvalidCredentialsException {
    Map<String, String> data = secret.getData() == null ? Map.of() : secret.getData();
    return new Authority(
        authority(data, SIGNING),
        data.containsKey(NEXT + CERTIFICATE)
            ? Optional.of(authority(data, NEXT))
            : Optional.empty(),
        data.containsKey(PREVIOUS + CERTIFICATE)
            ? Optional.of(certificate(data, PREVIOUS))
            : Optional.empty());
  }

  private static CertificateAuthority authority(Map<String, String> data, String role)
      throws InvalidCredentialsException {
    return new CertificateAuthority(certificate(data, role), Pem.key(text(data, role + KEY)));
  }

  private static X509Certificate certificate(Map<String, String> data, String role)
      throws InvalidCredentialsException {
    return Pem.certificates(text(data, role + CERTIFICATE)).getFirst();
  }

  private static void put(Map<String, String> data, String role, CertificateAuthority authority) {
    data.put(role + CERTIFICATE, encoded(pem(authority.certificate())));
    data.put(role + KEY, encoded(Pem.write(authority.key())));
  }

  private static String pem(X509Certificate certificate) {
    return Pem.write(List.of(certificate));
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String text(Map<String, String> data, String key) {
    return new String(Base64.getDecoder().decode(data.getOrDefault(key, "")), UTF_8);
  }
}
