package dev.rampwright.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A plain client of the OpenAI API, with kept-alive connections as real ones have. */
final class Client implements AutoCloseable {
  private final HttpClient http;
  private final String url;
  private final List<String> headers;

  Client(String url) {
    this.url = url;
    this.http = plain().build();
    this.headers = List.of();
  }

  /** By TLS, believing {@code trust} alone, with a key that every request carries. */
  Client(String url, SSLContext trust, String key) {
    this.url = url;
    this.http = plain().sslContext(trust).build();
    this.headers = List.of("Authorization", "Bearer " + key);
  }

  private static HttpClient.Builder plain() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5));
  }

  /** Asks; an exception becomes an answer with its text, because it is what a user would see. */
  Answer chat(String prompt, int maxTokens, boolean stream) {
    return post("/v1/chat/completions", chatBody(prompt, maxTokens, stream));
  }

  /** What {@link #chat} posts. */
  static String chatBody(String prompt, int maxTokens, boolean stream) {
    return """
        {"model": "smollm2", "temperature": 0, "max_tokens": %d, "stream": %s,
         "messages": [{"role": "user", "content": "%s"}]}
        """
        .formatted(maxTokens, stream, prompt);
  }

  /** Posts JSON of the caller's, with names and values of headers in turn. */
  Answer post(String path, String body, String... more) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofMinutes(2))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    Stream.concat(headers.stream(), Stream.of(more))
        .gather(Gatherers.windowFixed(2))
        .forEach(header -> request.header(header.getFirst(), header.getLast()));
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("x-rampwright-revision").orElse(null),
          header(response, "cache-status"),
          header(response, "retry-after"),
          response.body(),
          null);
    } catch (IOException e) {
      return broken(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return broken(e);
    }
  }

  private static Answer broken(Exception e) {
    return new Answer(0, null, null, null, "", "at %s %s".formatted(Instant.now(), e));
  }

  /** All fields of that name as one list, as RFC 9110 reads them. */
  private static @Nullable String header(HttpResponse<String> response, String name) {
    List<String> values = response.headers().allValues(name);
    return values.isEmpty() ? null : String.join(", ", values);
  }

  String get(String path) throws IOException, InterruptedException {
    return fetch(path).body();
  }

  int status(String path) throws IOException, InterruptedException {
    return fetch(path).statusCode();
  }

  private HttpResponse<String> fetch(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(10)).build(),
        BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
  }
}
