package dev.rampwright.operator.inferenceservice.sidecar;

import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.InvalidContractException;
import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarReply.Answered;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarReply.Refused;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarReply.Unreachable;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Calls the admin port of many sidecars at once, each on a virtual thread; a pass takes no longer
 * than the slowest call, and that at most {@link #TIMEOUT}.
 */
public final class SidecarClient {
  /** Longest wait for one sidecar. */
  public static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final int MAX_MESSAGE = 300;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TIMEOUT)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  /**
   * One PUT.
   *
   * @param target whom to call
   * @param path one of {@link AdminPaths}
   * @param body JSON
   */
  public record Push(SidecarTarget target, String path, String body) {}

  /** What the sidecars say of themselves, by pod UID; those that do not answer are left out. */
  public Map<String, SidecarStats> stats(Collection<SidecarTarget> targets) {
    List<HttpRequest> requests =
        targets.stream().map(target -> request(target, AdminPaths.STATS).GET().build()).toList();
    Map<String, SidecarStats> stats = new LinkedHashMap<>();
    List<SidecarReply> replies = callAll(requests);
    int index = 0;
    for (SidecarTarget target : targets) {
      if (replies.get(index++) instanceof Answered(SidecarStats answer)) {
        stats.put(target.podUid(), answer);
      }
    }
    return stats;
  }

  /** Sends all pushes; the replies are in their order. */
  public List<SidecarReply> push(List<Push> pushes) {
    return callAll(
        pushes.stream()
            .map(
                push ->
                    request(push.target(), push.path())
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(push.body()))
                        .build())
            .toList());
  }

  private static HttpRequest.Builder request(SidecarTarget target, String path) {
    return HttpRequest.newBuilder(target.admin(path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + target.token());
  }

  private List<SidecarReply> callAll(List<HttpRequest> requests) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<SidecarReply>> calls =
          requests.stream().map(request -> threads.submit(() -> call(request))).toList();
      return calls.stream().map(SidecarClient::result).toList();
    }
  }

  private SidecarReply call(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != HttpURLConnection.HTTP_OK) {
        return new Refused(response.statusCode(), bounded(response.body()));
      }
      return new Answered(ContractJson.read(response.body(), SidecarStats.class));
    } catch (IOException | InvalidContractException e) {
      return new Unreachable(bounded(String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Unreachable("interrupted");
    }
  }

  private static SidecarReply result(Future<SidecarReply> call) {
    try {
      return call.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Unreachable("interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call to a sidecar failed unexpectedly", e);
    }
  }

  private static String bounded(String text) {
    return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE);
  }
}
