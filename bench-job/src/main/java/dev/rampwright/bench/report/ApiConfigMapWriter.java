package dev.rampwright.bench.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rampwright.contracts.BenchReport;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.tls.InvalidCredentialsException;
import dev.rampwright.contracts.tls.ServerTrust;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** Patches the ConfigMap through the Kubernetes API: JSON merge patch (RFC 7386). */
public final class ApiConfigMapWriter implements ConfigMapWriter {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final ApiAccess access;
  private final HttpClient client;

  private ApiConfigMapWriter(ApiAccess access, HttpClient client) {
    this.access = access;
    this.client = client;
  }

  /**
   * A writer with the pod's credentials.
   *
   * @throws IOException if the API server's certificate authority cannot be read
   */
  public static ApiConfigMapWriter open(ApiAccess access) throws IOException {
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT);
    if ("https".equals(access.server().getScheme())) {
      builder.sslContext(trusting(access.credentials().resolve("ca.crt")));
    }
    return new ApiConfigMapWriter(access, builder.build());
  }

  @Override
  public void write(BenchReport report) throws IOException {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("data").put(BenchReport.CONFIG_MAP_KEY, ContractJson.write(report));
    HttpRequest request =
        HttpRequest.newBuilder(configMap())
            .timeout(TIMEOUT)
            .header("authorization", "Bearer " + token())
            .header("content-type", "application/merge-patch+json")
            .header("accept", "application/json")
            .method("PATCH", BodyPublishers.ofString(patch.toString()))
            .build();
    HttpResponse<String> response;
    try {
      response = client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          "PATCH configmap %s/%s: HTTP %d %s"
              .formatted(
                  access.namespace(),
                  access.configMap(),
                  response.statusCode(),
                  shortened(response.body())));
    }
  }

  private URI configMap() {
    return URI.create(
        "%s/api/v1/namespaces/%s/configmaps/%s"
            .formatted(access.server(), access.namespace(), access.configMap()));
  }

  /** Read each time, for the kubelet replaces it. */
  private String token() throws IOException {
    return Files.readString(access.credentials().resolve("token")).strip();
  }

  private static String shortened(String body) {
    return body.length() <= 300 ? body : body.substring(0, 300);
  }

  private static SSLContext trusting(Path authorities) throws IOException {
    try {
      return ServerTrust.in(Files.readString(authorities));
    } catch (InvalidCredentialsException e) {
      throw new IOException(authorities + ": " + e.getMessage(), e);
    }
  }
}
