package dev.rampwright.operator.inferenceservice.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.inferenceservice.ServingSpec;
import dev.rampwright.contracts.ClientAuth;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.Pem;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.pki.Certificates;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IssuerAuthoritiesTest {
  private static final Credentials OTHERS = new Certificates().of("keycloak.auth.svc");
  private static final String PEM = Pem.write(OTHERS.authorities());
  private static final ServingSpec SERVING =
      Serialization.unmarshal(
          """
          auth:
            type: Jwt
            jwt:
              issuer: i
              audiences: [chat]
              jwksUri: https://keycloak.auth.svc/keys
              caSecretKeyRef: {name: private-ca, key: ca.crt}
          """,
          ServingSpec.class);

  @Test
  void areGivenToTheSidecars() {
    assertThat(rendered(secret("ca.crt", PEM)))
        .isEqualTo(
            ClientAuth.by(
                new ClientAuth.Jwt(
                    "i", List.of("chat"), "https://keycloak.auth.svc/keys", "sub", PEM)));
    assertThat(ClientAuths.secretNames(SERVING)).containsExactly("private-ca");
  }

  /** Whoever names a Secret must not get a key out of it: the configuration is a ConfigMap. */
  @Test
  void nothingButCertificatesLeavesTheSecret() {
    assertThat(rendered(secret("ca.crt", "a note\n" + PEM)))
        .isEqualTo(rendered(secret("ca.crt", PEM)));
    assertThat(problem(secret("ca.crt", PEM + Pem.write(OTHERS.key()))))
        .contains("holds no certificates in PEM");
  }

  @Test
  void whateverIsMissingNobodyIsLetInForIt() {
    Secret unlabelled = secret("ca.crt", PEM);
    unlabelled.getMetadata().setLabels(Map.of());

    assertThat(problem(null)).startsWith("AuthSecretMissing: there is no Secret private-ca with");
    assertThat(problem(unlabelled)).startsWith("AuthSecretMissing: ");
    assertThat(problem(secret("other", PEM)))
        .isEqualTo(
            "AuthSecretInvalid: data key ca.crt of Secret private-ca is missing;"
                + " nobody is let in");
    assertThat(problem(secret("ca.crt", "my secret text")))
        .contains("holds no certificates in PEM")
        .doesNotContain("my secret text");
    assertThat(problem(secret("ca.crt", PEM.repeat(200)))).contains("more than 65536 characters");
  }

  private static String problem(@Nullable Secret secret) {
    assertThat(rendered(secret)).isEqualTo(ClientAuth.by(new ClientAuth.ApiKeys(Map.of())));
    return switch (ClientAuths.authorities(SERVING, name -> secret).orElseThrow()) {
      case IssuerAuthorities.Unusable(Reason reason, String message) -> reason + ": " + message;
      case IssuerAuthorities.Usable usable -> "none";
    };
  }

  private static @Nullable ClientAuth rendered(@Nullable Secret secret) {
    return ClientAuths.of(
        SERVING, name -> name.equals("private-ca") ? secret : null, Optional.empty());
  }

  private static Secret secret(String key, String text) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName("private-ca")
        .withLabels(Map.of("rampwright.dev/use", "inference"))
        .endMetadata()
        .withData(Map.of(key, Base64.getEncoder().encodeToString(text.getBytes(UTF_8))))
        .build();
  }
}
