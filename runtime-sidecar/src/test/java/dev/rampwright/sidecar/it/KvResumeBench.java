package dev.rampwright.sidecar.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.Headers;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.SidecarFiles;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a saved slot saves: a prompt is answered cold, sidecar and engine end, others start, and the
 * same prompt is answered again. {@code make bench-kv}.
 */
class KvResumeBench {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int NEW_TOKENS = 16;

  private final Path folder;
  private final Path live;
  private final Path store;

  KvResumeBench(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.live = Files.createDirectory(folder.resolve(SidecarFiles.SLOTS_LIVE));
    this.store = Files.createDirectory(folder.resolve(SidecarFiles.SLOTS_STORE));
  }

  /** One cold answer and the one after the restart. */
  private record Pair(
      int tokens,
      double coldMillis,
      double resumedMillis,
      double engineSaveMillis,
      double savedMillis,
      double restoreMillis,
      long bytes,
      boolean same,
      int reused) {}

  /** What one request gave. */
  private record Answer(String text, int tokens, int reused, double millis) {}

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void resumes() throws IOException {
    Path figures = Path.of(System.getProperty("rampwright.bench.figures"));
    int pairs = Integer.getInteger("rampwright.bench.pairs", 7);
    for (String size :
        System.getProperty("rampwright.bench.tokens", "2048,4096,8000").split(",", -1)) {
      List<Pair> all = new ArrayList<>();
      for (int i = 0; i < pairs; i++) {
        Pair pair = pair(Integer.parseInt(size), i);
        all.add(pair);
        write(figures, "pair\t" + row(pair));
      }
      write(figures, "median\t" + row(median(all)) + "\t" + interval(all));
    }
  }

  private Pair pair(int tokens, int number) throws IOException {
    try (Stream<Path> old = Files.list(store)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    int port = LlamaServer.anyPort();
    Answer cold;
    String metrics;
    long bytes;
    String prompt;
    try (LlamaServer engine = new LlamaServer(port, live, 1, 8_192);
        TestSidecar sidecar = TestSidecar.start(folder, config(port))) {
      prompt = prompt(engine, tokens, number);
      cold = ask(sidecar, prompt);
      sidecar.send(sidecar.drain().header(Headers.DRAIN_KEY, TestSidecar.DRAIN_KEY));
      metrics = sidecar.observe("/metrics").body();
      try (Stream<Path> saved = Files.list(store)) {
        bytes = saved.mapToLong(file -> file.toFile().length()).sum();
      }
    }
    int next = LlamaServer.anyPort();
    try (LlamaServer engine = new LlamaServer(next, live, 1, 8_192);
        TestSidecar sidecar = TestSidecar.start(folder, config(engine.port()))) {
      Awaitility.await().until(() -> sidecar.observe("/metrics").statusCode() == 200);
      Answer resumed = ask(sidecar, prompt);
      return new Pair(
          cold.tokens(),
          cold.millis(),
          resumed.millis(),
          moved(metrics, "engine_save"),
          moved(metrics, "save"),
          moved(sidecar.observe("/metrics").body(), "restore"),
          bytes,
          cold.text().equals(resumed.text()),
          resumed.reused());
    }
  }

  private static Answer ask(TestSidecar sidecar, String prompt) throws IOException {
    String body =
        JSON.createObjectNode()
            .put("prompt", prompt)
            .put("max_tokens", NEW_TOKENS)
            .put("temperature", 0)
            .toString();
    long begun = System.nanoTime();
    HttpResponse<String> answer =
        sidecar.send(
            sidecar
                .serve("/v1/completions")
                .timeout(Duration.ofMinutes(20))
                .header(Headers.AGENT, "bench")
                .POST(BodyPublishers.ofString(body)));
    double millis = (System.nanoTime() - begun) / 1e6;
    JsonNode json = JSON.readTree(answer.body());
    return new Answer(
        json.path("choices").path(0).path("text").asText(),
        json.path("usage").path("prompt_tokens").asInt(),
        json.path("timings").path("cache_n").asInt(),
        millis);
  }

  /** Words of a story that no two pairs share, so many tokens long. */
  private static String prompt(LlamaServer engine, int tokens, int number) throws IOException {
    List<String> words = List.of("river", "stone", "cloud", "paper", "green", "market", "winter");
    StringBuilder text = new StringBuilder("Story number ").append(number).append(':');
    for (int i = 0; i < tokens * 2; i++) {
      text.append(' ').append(words.get(Math.floorMod(i * 31 + i * i + number * 17, 7)));
    }
    String tokenized =
        engine
            .post("/tokenize", JSON.createObjectNode().put("content", text.toString()).toString())
            .body();
    double each = (double) text.length() / JSON.readTree(tokenized).path("tokens").size();
    return text.substring(0, (int) (each * tokens));
  }

  private static double moved(String metrics, String move) {
    return Pattern.compile(
            "kv_slot_move_seconds_sum\\{[^}]*move=\"" + move + "\"[^}]*} ([0-9.eE-]+)")
        .matcher(metrics)
        .results()
        .mapToDouble(found -> 1_000 * Double.parseDouble(found.group(1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  private static Pair median(List<Pair> all) {
    List<Pair> byRatio = new ArrayList<>(all);
    byRatio.sort(Comparator.comparingDouble(pair -> pair.coldMillis() / pair.resumedMillis()));
    return byRatio.get(all.size() / 2);
  }

  private static String interval(List<Pair> all) {
    double[] ratios =
        all.stream()
            .mapToDouble(pair -> pair.coldMillis() / pair.resumedMillis())
            .sorted()
            .toArray();
    return "%.1f..%.1f of %s"
        .formatted(ratios[0], ratios[ratios.length - 1], Arrays.toString(ratios));
  }

  private static String row(Pair pair) {
    return "tokens=%d cold=%.0f resumed=%.0f ratio=%.1f engineSave=%.0f save=%.0f restore=%.0f bytes=%d perToken=%.0f same=%s reused=%d"
        .formatted(
            pair.tokens(),
            pair.coldMillis(),
            pair.resumedMillis(),
            pair.coldMillis() / pair.resumedMillis(),
            pair.engineSaveMillis(),
            pair.savedMillis(),
            pair.restoreMillis(),
            pair.bytes(),
            (double) pair.bytes() / (pair.tokens() + NEW_TOKENS),
            pair.same(),
            pair.reused());
  }

  private static void write(Path figures, String line) throws IOException {
    System.out.println(line);
    Files.write(
        figures,
        (line + "\n").getBytes(UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static SidecarConfig config(int port) {
    return TestSidecar.config(
        "aaaaaaaa",
        port,
        new CacheConfig(
            "agents",
            0,
            1 << 20,
            new CacheConfig.Responses(false, 60_000),
            null,
            null,
            new CacheConfig.KvSlots(1, 1L << 32),
            null),
        new SidecarConfig.Limits(1_200_000, 1_200_000, 60_000, 1 << 20));
  }
}
