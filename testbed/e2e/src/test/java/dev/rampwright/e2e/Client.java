package dev.rampwright.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plain client of the OpenAI API, with kept-alive connections as real ones have. */
final class Client implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String url;

  Client(String url) {
    this.url = url;
  }

  /** Asks; an exception becomes an answer with its text, because it is what a user would see. */
  Answer chat(String prompt, int maxTokens, boolean stream) {
    String body =
        """
        {"model": "smollm2", "temperature": 0, "max_tokens": %d, "stream": %s,
         "messages": [{"role": "user", "content": "%s"}]}
        """
            .formatted(maxTokens, stream, prompt);
    return post("/v1/chat/completions", body);
  }

  /** Posts JSON of the caller's, with names and values of headers in turn. */
  Answer post(String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofMinutes(2))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
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
      return new Answer(0, null, null, null, "", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(0, null, null, null, "", e.toString());
    }
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
