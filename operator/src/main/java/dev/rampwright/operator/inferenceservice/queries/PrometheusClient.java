package dev.rampwright.operator.inferenceservice.queries;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.contracts.tls.InvalidCredentialsException;
import dev.rampwright.operator.inferenceservice.queries.QueryAnswer.Failed;
import dev.rampwright.operator.settings.PrometheusProvider;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks Prometheus, or whatever speaks its HTTP API. Reads token and certificates anew for each
 * call, since the kubelet replaces them in place.
 */
public final class PrometheusClient implements PromQlSource {
  /** Longest wait for a whole answer. */
  public static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final int MAX_ANSWER_BYTES = 1 << 20;

  private final Map<String, TrustingClient> clients = new ConcurrentHashMap<>();

  @Override
  public CompletableFuture<QueryAnswer> ask(PrometheusProvider provider, String query) {
    try {
      CompletableFuture<HttpResponse<String>> call =
          client(provider).sendAsync(request(provider, query), bounded());
      CompletableFuture<QueryAnswer> answer =
          call.thenApply(reply -> ApiAnswer.read(reply.statusCode(), reply.body()))
              .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
              .exceptionally(PrometheusClient::failure);
      return answer.whenComplete((_, _) -> call.cancel(true));
    } catch (IOException | InvalidCredentialsException e) {
      return CompletableFuture.completedFuture(
          ApiAnswer.failed("token or certificates: " + e.getMessage()));
    }
  }

  private HttpClient client(PrometheusProvider provider)
      throws IOException, InvalidCredentialsException {
    String authorities = text(provider.caFile());
    @Nullable TrustingClient before = clients.get(provider.name());
    if (before != null && before.authorities().equals(authorities)) {
      return before.client();
    }
    TrustingClient now = TrustingClient.of(authorities, TIMEOUT);
    clients.put(provider.name(), now);
    if (before != null) {
      before.client().shutdown();
    }
    return now.client();
  }

  private static HttpRequest request(PrometheusProvider provider, String query) throws IOException {
    String base = provider.url().toString().replaceAll("/+$", "");
    URI url =
        URI.create(
            "%s/api/v1/query?timeout=%ds&query=%s"
                .formatted(base, TIMEOUT.toSeconds(), URLEncoder.encode(query, UTF_8)));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).timeout(TIMEOUT).header("Accept", "application/json");
    String token = text(provider.tokenFile()).strip();
    return (token.isEmpty() ? request : request.header("Authorization", "Bearer " + token)).build();
  }

  private static BodyHandler<String> bounded() {
    return BodyHandlers.limiting(BodyHandlers.ofString(UTF_8), MAX_ANSWER_BYTES);
  }

  private static String text(@Nullable Path file) throws IOException {
    return file == null ? "" : Files.readString(file);
  }

  private static Failed failure(Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return switch (cause) {
      case TimeoutException _, HttpTimeoutException _ ->
          ApiAnswer.failed("no answer within %d s".formatted(TIMEOUT.toSeconds()));
      case ConnectException _ -> ApiAnswer.failed("no connection");
      default ->
          ApiAnswer.failed(
              "%s: %s".formatted(cause.getClass().getSimpleName(), cause.getMessage()));
    };
  }
}
