package dev.rampwright.operator.inferenceservice.apply;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.contracts.SidecarFiles;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads back what was written into a service's Secrets. */
final class SecretTexts {
  private SecretTexts() {}

  /** Empty if it is not there. */
  static String text(Secret secret, String key) {
    @Nullable String data = secret.getData() == null ? null : secret.getData().get(key);
    return data == null ? "" : new String(Base64.getDecoder().decode(data), UTF_8);
  }

  /** The certificate that clients are shown, by the names of its files; empty if there is none. */
  static Map<String, String> serving(@Nullable Secret secret) {
    Map<String, String> files = new TreeMap<>();
    if (secret != null) {
      Stream.of(SidecarFiles.SERVING_CERTIFICATE, SidecarFiles.SERVING_KEY)
          .filter(file -> !text(secret, file).isEmpty())
          .forEach(file -> files.put(file, text(secret, file)));
    }
    return files;
  }
}
