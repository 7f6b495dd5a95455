package dev.rampwright.sidecar.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.SidecarFiles;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private static final int CONTEXT = 8_192;

  /** Of each agent whose memory is measured: 2,000 tokens and some to come. */
  private static final int AGENTS_CONTEXT = 2_304;

  private static final Path FIGURES =
      Path.of(System.getProperty("rampwright.bench.figures", "target/bench-kv.tsv"));

  private final UnpackedImage image = UnpackedImage.given();
  private final Path folder;
  private final Path live;
  private final Path store;

  KvResumeBench(@TempDir(factory = UnpackedImage.Folders.class) Path folder) throws IOException {
    this.folder = folder;
    this.live = Files.createDirectory(folder.resolve(SidecarFiles.SLOTS_LIVE));
    this.store = Files.createDirectory(folder.resolve(SidecarFiles.SLOTS_STORE));
  }

  /**
   * What one request gave.
   *
   * @param millis that the client waited
   * @param engineMillis of it, as the engine tells
   */
  private record Answer(String text, int tokens, int reused, double millis, double engineMillis) {}

  /** What is measured of one prompt, by name, in milliseconds but for ratios and bytes. */
  private static final class Figures {
    private final Map<String, Double> values = new LinkedHashMap<>();

    void put(String name, double value) {
      values.put(name, value);
    }

    double of(String name) {
      return values.getOrDefault(name, Double.NaN);
    }

    @Override
    public String toString() {
      return values.entrySet().stream()
          .map(it -> "%s=%.1f".formatted(it.getKey(), it.getValue()))
          .collect(Collectors.joining(" "));
    }
  }

  /** A sidecar, and then its engine. */
  private final class Pod implements AutoCloseable {
    private final SidecarProcess sidecar;
    private final LlamaServer engine;

    Pod(int slots, int contextOfEach) throws IOException {
      int port = LlamaServer.anyPort();
      sidecar = new SidecarProcess(image, folder, config(port));
      engine = new LlamaServer(port, live, slots, contextOfEach);
      sidecar.awaitReady();
    }

    @Override
    public void close() {
      sidecar.close();
      engine.close();
    }
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void resumes() throws IOException {
    int pairs = Integer.getInteger("rampwright.bench.pairs", 7);
    for (String size :
        System.getProperty("rampwright.bench.tokens", "2048,4096,8000").split(",", -1)) {
      List<Figures> all = new ArrayList<>();
      for (int i = 0; i < pairs; i++) {
        Figures pair = pair(Integer.parseInt(size), i);
        all.add(pair);
        write("pair\t" + pair);
      }
      write("median\t" + medians(all) + "\t" + intervals(all));
    }
  }

  private Figures pair(int tokens, int number) throws IOException {
    try (Stream<Path> old = Files.list(store)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    Figures figures = new Figures();
    String prompt;
    Answer cold;
    try (Pod pod = new Pod(1, CONTEXT)) {
      prompt = prompt(pod.engine, tokens, number);
      cold = ask(pod.sidecar, prompt, "bench");
      figures.put("tokens", cold.tokens());
      figures.put("cold", cold.millis());
      pod.sidecar.drain();
      figures.put("engineSave", pod.sidecar.moved("engine_save"));
      figures.put("save", pod.sidecar.moved("save"));
      try (Stream<Path> saved = Files.list(store)) {
        figures.put("bytes", saved.mapToDouble(file -> (double) file.toFile().length()).sum());
      }
    }
    // Which goes first takes turns: the second finds the file in memory rather than on the disk.
    for (int turn = 0; turn < 2; turn++) {
      boolean atOnce = (turn + number) % 2 == 0;
      resume(atOnce, cold, prompt, figures);
    }
    figures.put("perToken", figures.of("bytes") / (cold.tokens() + NEW_TOKENS));
    return figures;
  }

  /**
   * Asks another pod.
   *
   * @param atOnce as soon as it is ready; otherwise when it has brought the slot back by itself
   */
  private void resume(boolean atOnce, Answer cold, String prompt, Figures figures)
      throws IOException {
    String name = atOnce ? "atOnce" : "preloaded";
    try (Pod pod = new Pod(1, CONTEXT)) {
      if (!atOnce) {
        await().until(() -> !Double.isNaN(pod.sidecar.moved("restore")));
      }
      Answer resumed = ask(pod.sidecar, prompt, "bench");
      figures.put(name, resumed.millis());
      figures.put(name + "Engine", resumed.engineMillis());
      figures.put(name + "Ratio", cold.millis() / resumed.millis());
      figures.put(name + "Restore", pod.sidecar.moved("restore"));
      figures.put(name + "EngineRestore", pod.sidecar.moved("engine_restore"));
      figures.put(name + "Reused", resumed.reused());
      figures.put(name + "Same", cold.text().equals(resumed.text()) ? 1 : 0);
      if (!atOnce) {
        Answer held = ask(pod.sidecar, prompt, "bench");
        figures.put("held", held.millis());
        figures.put("heldEngine", held.engineMillis());
      }
    }
  }

  /** Resident memory of both processes with so many agents' KV in the engine's slots. */
  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void holdsAgents() throws IOException {
    int agents = 10;
    try (Pod pod = new Pod(agents, AGENTS_CONTEXT)) {
      resident(0, pod);
      for (int i = 0; i < agents; i++) {
        ask(pod.sidecar, prompt(pod.engine, 2_000, i), "agent-" + i);
        if (i == 0 || i == 4 || i == agents - 1) {
          resident(i + 1, pod);
        }
      }
    }
  }

  private static void resident(int agents, Pod pod) throws IOException {
    write(
        "memory\tagents=%d engine=%.1f sidecar=%.1f MiB"
            .formatted(agents, mebibytes(pod.engine.pid()), mebibytes(pod.sidecar.pid())));
  }

  private static double mebibytes(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_024)
        .findFirst()
        .orElseThrow();
  }

  private static Answer ask(SidecarProcess sidecar, String prompt, String agent)
      throws IOException {
    String body =
        JSON.createObjectNode()
            .put("prompt", prompt)
            .put("max_tokens", NEW_TOKENS)
            .put("temperature", 0)
            .toString();
    long begun = System.nanoTime();
    HttpResponse<String> answer = sidecar.complete(body, agent);
    double millis = (System.nanoTime() - begun) / 1e6;
    if (answer.statusCode() != 200) {
      throw new IOException(answer.body());
    }
    JsonNode json = JSON.readTree(answer.body());
    return new Answer(
        json.path("choices").path(0).path("text").asText(),
        json.path("usage").path("prompt_tokens").asInt(),
        json.path("timings").path("cache_n").asInt(),
        millis,
        json.path("timings").path("prompt_ms").asDouble()
            + json.path("timings").path("predicted_ms").asDouble());
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

  private static Figures medians(List<Figures> all) {
    Figures medians = new Figures();
    for (String name : all.getFirst().values.keySet()) {
      double[] sorted = all.stream().mapToDouble(it -> it.of(name)).sorted().toArray();
      medians.put(name, sorted[sorted.length / 2]);
    }
    return medians;
  }

  /** Least and greatest: of seven pairs, the interval that holds the median with 98.4%. */
  private static String intervals(List<Figures> all) {
    return Stream.of("cold", "atOnce", "atOnceRatio", "preloaded", "preloadedRatio", "engineSave")
        .map(
            name -> {
              double[] sorted = all.stream().mapToDouble(it -> it.of(name)).sorted().toArray();
              return "%s=%s"
                  .formatted(
                      name,
                      Arrays.stream(new double[] {sorted[0], sorted[sorted.length - 1]})
                          .mapToObj("%.1f"::formatted)
                          .collect(Collectors.joining("..")));
            })
        .collect(Collectors.joining(" "));
  }

  private static void write(String line) throws IOException {
    System.out.println(line);
    Files.write(
        FIGURES,
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
