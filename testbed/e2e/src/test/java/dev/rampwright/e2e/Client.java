package dev.rampwright.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

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
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/v1/chat/completions"))
            .timeout(Duration.ofMinutes(2))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("x-rampwright-revision").orElse(null),
          response.headers().firstValue("cache-status").orElse(null),
          response.body(),
          null);
    } catch (IOException e) {
      return new Answer(0, null, null, "", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(0, null, null, "", e.toString());
    }
  }

  String get(String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(10)).build(),
            BodyHandlers.ofString())
        .body();
  }

  @Override
  public void close() {
    http.close();
  }
}
