package dev.rampwright.operator.inferenceservice.gather;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.Pem;
import dev.rampwright.contracts.tls.ServerCertificate;
import dev.rampwright.operator.inferenceservice.resources.ServingTls;
import dev.rampwright.operator.inferenceservice.resources.ServingTls.Unusable;
import dev.rampwright.operator.inferenceservice.resources.ServingTls.Usable;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.pki.Certificates;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServingCertificatesTest {
  private static final Certificates MAKER = new Certificates();
  private static final Credentials EC = MAKER.of("chat.example.com");

  /** While it is valid, and one that has expired today is not. */
  private static final Instant NOW =
      EC.certificate().getNotBefore().toInstant().plus(Duration.ofDays(1));

  private static final Credentials RSA = rsa();

  private final ServingCertificates certificates = new ServingCertificates();

  static Stream<Named<Function<Credentials, String>>> keyForms() {
    return Stream.of(
        Named.of("PKCS#8", it -> Pem.write(it.key())),
        Named.of("PKCS#1 or SEC 1", it -> traditional(it.key())),
        Named.of(
            "with something before it",
            it -> Pem.write(List.of(it.certificate())) + traditional(it.key())));
  }

  @ParameterizedTest
  @MethodSource("keyForms")
  void keysAreTakenInWhateverFormToolsWriteThem(Function<Credentials, String> form)
      throws Exception {
    for (Credentials of : List.of(EC, RSA)) {
      ServingTls read = read(secret(Pem.write(List.of(of.certificate())), form.apply(of)));

      assertThat(read).isInstanceOf(Usable.class);
      Map<String, String> files = ((Usable) read).files();
      ServerCertificate pair =
          ServerCertificate.parse(
              String.valueOf(files.get(SidecarFiles.SERVING_CERTIFICATE)),
              String.valueOf(files.get(SidecarFiles.SERVING_KEY)));
      assertThat(pair.own()).isEqualTo(of.certificate());
      assertThat(pair.fingerprint()).isEqualTo(((Usable) read).fingerprint());
    }
  }

  @Test
  void theChainIsKeptInItsOrder() {
    String chain = Pem.write(List.of(EC.certificate(), EC.authorities().getFirst()));
    ServingTls read = read(secret(chain, Pem.write(EC.key())));

    assertThat(read)
        .isInstanceOfSatisfying(
            Usable.class,
            usable -> {
              assertThat(usable.files()).containsEntry(SidecarFiles.SERVING_CERTIFICATE, chain);
              assertThat(usable.names()).isEqualTo("chat.example.com");
              assertThat(usable.toString()).doesNotContain("PRIVATE");
            });
  }

  static Stream<Named<Map.Entry<Reason, Secret>>> flaws() {
    String good = Pem.write(List.of(EC.certificate()));
    String key = Pem.write(EC.key());
    Credentials expired = MAKER.expired("chat.example.com");
    return Stream.of(
        flaw(Reason.TlsSecretInvalid, "no PEM certificate", secret("nonsense", key)),
        flaw(Reason.TlsSecretInvalid, "no PEM private key", secret(good, "nonsense")),
        flaw(
            Reason.TlsSecretInvalid,
            "no Base64",
            secret(good, key.replaceFirst("\nM...", "\n!!!!"))),
        flaw(Reason.TlsSecretInvalid, "no data key tls.key", secret(good, null)),
        flaw(Reason.TlsSecretInvalid, "no data key tls.crt", secret(null, key)),
        flaw(
            Reason.TlsSecretInvalid,
            "not the first certificate's",
            secret(good, Pem.write(MAKER.of("chat.example.com").key()))),
        flaw(Reason.TlsSecretInvalid, "encrypted", secret(good, encrypted(RSA.key()))),
        flaw(
            Reason.TlsCertificateExpired,
            "has expired",
            secret(Pem.write(List.of(expired.certificate())), Pem.write(expired.key()))));
  }

  private static Named<Map.Entry<Reason, Secret>> flaw(Reason reason, String word, Secret secret) {
    return Named.of(word, Map.entry(reason, secret));
  }

  @ParameterizedTest
  @MethodSource("flaws")
  void whatCannotBeUsedIsToldWithoutItsContent(Map.Entry<Reason, Secret> flaw) {
    assertThat(read(flaw.getValue()))
        .isInstanceOfSatisfying(
            Unusable.class,
            it -> {
              assertThat(it.reason()).isEqualTo(flaw.getKey());
              assertThat(it.message()).startsWith("Secret web: ").doesNotContain("BEGIN");
            });
  }

  @Test
  void oneThatIsNotValidYetWaits() {
    Secret secret = secret(Pem.write(List.of(EC.certificate())), Pem.write(EC.key()));

    assertThat(certificates.read("web", secret, NOW.minus(Duration.ofDays(2))))
        .isInstanceOfSatisfying(
            Unusable.class, it -> assertThat(it.message()).contains("valid from"));
    assertThat(certificates.read("web", secret, NOW)).isInstanceOf(Usable.class);
  }

  @Test
  void onlyASecretThatIsMeantForItIsRead() {
    Secret secret = secret(Pem.write(List.of(EC.certificate())), Pem.write(EC.key()));
    secret.getMetadata().setLabels(Map.of());

    assertMissing(read(secret));
    assertMissing(read(null));
  }

  private static void assertMissing(ServingTls read) {
    assertThat(read)
        .isInstanceOfSatisfying(
            Unusable.class,
            it -> {
              assertThat(it.reason()).isEqualTo(Reason.TlsSecretMissing);
              assertThat(it.message()).contains("rampwright.dev/use=inference");
            });
  }

  private ServingTls read(@Nullable Secret secret) {
    return certificates.read("web", secret, NOW);
  }

  private static Secret secret(@Nullable String certificate, @Nullable String key) {
    Map<String, String> data = new TreeMap<>();
    if (certificate != null) {
      data.put("tls.crt", base64(certificate));
    }
    if (key != null) {
      data.put("tls.key", base64(key));
    }
    return new SecretBuilder()
        .withNewMetadata()
        .withName("web")
        .withLabels(Map.of("rampwright.dev/use", "inference"))
        .endMetadata()
        .withData(data)
        .build();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  /** As OpenSSL and cert-manager write keys by default. */
  private static String traditional(PrivateKey key) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      // With its curve, which a key in PKCS#8 does not repeat.
      writer.writeObject(
          key instanceof ECPrivateKey ec
              ? new PemObject(
                  "EC PRIVATE KEY",
                  new org.bouncycastle.asn1.sec.ECPrivateKey(
                          256, ec.getS(), SECObjectIdentifiers.secp256r1)
                      .getEncoded())
              : key);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private static String encrypted(PrivateKey key) {
    return traditional(key)
        .replaceFirst(
            "\n",
            "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,000102030405060708090A0B0C0D0E0F\n\n");
  }

  private static Credentials rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair pair = generator.generateKeyPair();
      X500Principal name = new X500Principal("CN=chat.example.com");
      X509Certificate certificate =
          new JcaX509CertificateConverter()
              .getCertificate(
                  new JcaX509v3CertificateBuilder(
                          name,
                          BigInteger.ONE,
                          Date.from(NOW.minusSeconds(60)),
                          Date.from(NOW.plusSeconds(3600)),
                          name,
                          pair.getPublic())
                      .build(
                          new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate())));
      return new Credentials(certificate, pair.getPrivate(), List.of());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
