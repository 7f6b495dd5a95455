package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.ClientAuth;
import dev.rampwright.contracts.Headers;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.SidecarFiles;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** KV of tenants and agents in the slots of a real llama-server. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class KvSlotsIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TENANT = "x-tenant";
  private static final int SLOTS = 2;
  private static final int CONTEXT = 1_024;

  private final Path folder;
  private final Path live;
  private final Path store;
  private int port = LlamaServer.anyPort();
  private LlamaServer engine;
  private TestSidecar sidecar;

  KvSlotsIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.live = Files.createDirectory(folder.resolve(SidecarFiles.SLOTS_LIVE));
    this.store = Files.createDirectory(folder.resolve(SidecarFiles.SLOTS_STORE));
    engine = new LlamaServer(port, live, SLOTS, CONTEXT);
    sidecar = start("aaaaaaaa");
  }

  @BeforeEach
  void awaitSlots() {
    await().until(() -> stats().path("slots").asInt() == SLOTS);
  }

  @AfterEach
  void stop() {
    sidecar.close();
    engine.close();
  }

  @Test
  void resumesAfterARestartWithTheSameTokens() throws IOException {
    String prompt = prompt("the first story", 220);
    Answer cold = ask(prompt, "coder");
    assertThat(cold.reused()).isZero();
    assertThat(cold.status()).contains("rampwright-kv; fwd=miss");
    assertThat(drain()).contains("\"drained\":true");
    assertThat(files()).hasSize(1);
    assertThat(list(live)).isEmpty();

    restart("aaaaaaaa");
    Answer resumed = ask(prompt, "coder");

    assertThat(resumed.status()).contains("rampwright-kv; hit; detail=restored");
    assertThat(resumed.text()).isEqualTo(cold.text());
    assertThat(resumed.reused()).isGreaterThanOrEqualTo(cold.promptTokens() - 1);
    assertThat(ask(prompt, "coder").status()).contains("detail=held");
    assertThat(list(live)).isEmpty();
  }

  /**
   * Another engine reads what was used last before anybody asks, and gives it to its owner only.
   */
  @Test
  void bringsBackWhatWasUsedLastBeforeItIsAskedFor() throws IOException {
    withTenants(1);
    String prompt = prompt("a story to come back to", 220);
    ask(prompt, "coder", "bob");
    ask(prompt, "coder", "alice");
    drain();
    assertThat(files()).hasSize(2);

    withTenants(1);
    await().until(() -> stats().path("restored").asInt() == 1);
    assertThat(list(live)).isEmpty();
    Answer alice = ask(prompt, "coder", "alice");
    assertThat(alice.status()).contains("detail=restored");
    assertThat(alice.reused()).isGreaterThan(100);
    assertThat(stats().path("restored").asInt()).isEqualTo(1);

    withTenants(1);
    await().until(() -> stats().path("restored").asInt() == 1);
    Answer carol = ask(prompt, "coder", "carol");
    assertThat(carol.reused()).isZero();
    assertThat(carol.status()).contains("fwd=miss");
  }

  @Test
  void keepsTheSlotsOfMoreAgentsThanTheEngineHas() {
    List<String> prompts =
        IntStream.range(0, 4).mapToObj(i -> prompt("story number " + i, 220)).toList();
    List<Answer> cold =
        IntStream.range(0, 4).mapToObj(i -> ask(prompts.get(i), "agent-" + i)).toList();

    List<Answer> again =
        IntStream.range(0, 4).mapToObj(i -> ask(prompts.get(i), "agent-" + i)).toList();

    assertThat(again).allSatisfy(answer -> assertThat(answer.status()).contains("kv; hit"));
    for (int i = 0; i < 4; i++) {
      assertThat(again.get(i).text()).isEqualTo(cold.get(i).text());
      assertThat(again.get(i).reused()).isGreaterThanOrEqualTo(cold.get(i).promptTokens() - 1);
    }
  }

  @Test
  void sharesNothingBetweenTenantsOnOneSlot() throws IOException {
    withTenants(1);
    String prompt = prompt("the same secret", 200);

    Answer alice = ask(prompt, "coder", "alice");
    Answer bob = ask(prompt, "coder", "bob");
    Answer aliceAgain = ask(prompt, "coder", "alice");

    assertThat(alice.reused()).isZero();
    assertThat(bob.reused()).isZero();
    assertThat(bob.status()).contains("rampwright-kv; fwd=miss");
    assertThat(aliceAgain.status()).contains("detail=restored");
    assertThat(aliceAgain.reused()).isGreaterThan(100);
  }

  @Test
  void refusesTenantsWhatCannotBePinned() throws IOException {
    withTenants(2);

    HttpResponse<String> refused =
        sidecar.send(
            sidecar
                .serve("/v1/embeddings")
                .header(TENANT, "alice")
                .POST(BodyPublishers.ofString("{\"input\":\"x\"}")));

    assertThat(refused.statusCode()).isEqualTo(501);
    assertThat(refused.body()).contains("kept apart", "/v1/chat/completions");
    assertThat(sidecar.local().failed()).isZero();
  }

  /** What takes no slot is refused to nobody, and the one that another tenant has stays its own. */
  @Test
  void countsATenantsTokensInNoSlot() throws IOException {
    withTenants(1);
    String prompt = prompt("a message to count", 200);
    ask(prompt, "coder", "alice");
    String slots = engine.get("/slots").body();

    HttpResponse<String> count =
        sidecar.send(
            sidecar
                .serve("/v1/messages/count_tokens")
                .header(TENANT, "bob")
                .POST(
                    BodyPublishers.ofString(
                        "{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                            .formatted(prompt))));

    assertThat(count.body()).matches("\\{\"input_tokens\":[1-9]\\d\\d}");
    assertThat(slots).contains("\"id\":0");
    assertThat(engine.get("/slots").body()).isEqualTo(slots);
    assertThat(ask(prompt, "coder", "alice").status()).contains("detail=held");
  }

  /** The engine's own messages take any slot; said as chat they are pinned to the tenant's. */
  @Test
  void pinsATenantsMessages() throws IOException {
    withTenants(1);
    String prompt = prompt("a message", 200);

    HttpResponse<String> cold = message(prompt, "alice", false);
    assertThat(cold.statusCode()).as(cold.body()).isEqualTo(200);
    assertThat(cold.body()).contains("\"type\":\"message\"", "\"cache_read_input_tokens\":0");
    assertThat(status(cold)).contains("rampwright-kv; fwd=miss");
    assertThat(status(message(prompt, "bob", false))).contains("rampwright-kv; fwd=miss");

    HttpResponse<String> again = message(prompt, "alice", true);
    assertThat(status(again)).contains("rampwright-kv; hit; detail=restored");
    assertThat(status(message(prompt, "alice", false))).contains("rampwright-kv; hit; detail=held");
    assertThat(again.body()).containsPattern("\"cache_read_input_tokens\":[1-9]\\d\\d");
    assertThat(stats().path("failures").path("wasted").asInt()).isZero();
    assertThat(stats().path("restoring").asBoolean()).isTrue();
  }

  private HttpResponse<String> message(String prompt, String tenant, boolean stream) {
    return sidecar.send(
        sidecar
            .serve("/v1/messages")
            .timeout(Duration.ofMinutes(2))
            .header(TENANT, tenant)
            .POST(
                BodyPublishers.ofString(
                    ("{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}],\"max_tokens\":4,"
                            + "\"temperature\":0,\"stream\":%s}")
                        .formatted(prompt, stream))));
  }

  private static String status(HttpResponse<String> answer) {
    return String.join(", ", answer.headers().allValues("Cache-Status"));
  }

  /** Whatever a client writes, it gets its own slot. */
  @Test
  void letsNobodyChooseASlot() throws IOException {
    withTenants(2);
    String prompt = prompt("the other's secret", 200);
    ask(prompt, "", "alice");

    for (int slot = 0; slot < SLOTS; slot++) {
      for (String name : List.of("id_slot", "id\\u005fslot")) {
        String body =
            "{\"%s\":%d,\"prompt\":\"%s\",\"max_tokens\":1,\"temperature\":0}"
                .formatted(name, slot, prompt + slot + name.length());
        JsonNode answer =
            json(
                sidecar.send(
                    sidecar
                        .serve("/v1/completions")
                        .header(TENANT, "bob")
                        .header(Headers.AGENT, name + slot)
                        .POST(BodyPublishers.ofString(body))));
        assertThat(answer.path("timings").path("cache_n").asInt(-1)).isZero();
      }
    }
  }

  @Test
  void restoresNoFileThatIsNotAsItWasWritten() throws IOException {
    String prompt = prompt("a story that rots", 200);
    Answer cold = ask(prompt, "coder");
    drain();
    byte[] whole = Files.readAllBytes(files().getFirst());
    Path file = files().getFirst();

    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 1;
    Files.write(file, flipped);
    restart("aaaaaaaa");
    Answer afterFlip = ask(prompt, "coder");
    assertThat(afterFlip.reused()).isZero();
    assertThat(afterFlip.text()).isEqualTo(cold.text());
    assertThat(stats().path("failures").path("damaged").asInt()).isEqualTo(1);
    assertThat(file).doesNotExist();

    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    restart("aaaaaaaa");
    assertThat(ask(prompt, "coder").reused()).isZero();

    Files.write(file, whole);
    restart("aaaaaaaa");
    assertThat(ask(prompt, "coder").reused()).isGreaterThan(100);
  }

  /** The engine itself would take it: its shape is the same. */
  @Test
  void restoresNoFileOfAnotherRevisionOrModel() throws IOException {
    String prompt = prompt("a story of another model", 200);
    ask(prompt, "coder");
    drain();
    Path other =
        Files.createSymbolicLink(
            folder.resolve("other.gguf"), Path.of(System.getenv("RAMPWRIGHT_MODEL_FILE")));

    restart("bbbbbbbb");
    assertThat(ask(prompt, "coder").reused()).isZero();
    restart("aaaaaaaa", "-m", other.toString());
    assertThat(ask(prompt, "coder").reused()).isZero();

    restart("aaaaaaaa");
    assertThat(ask(prompt, "coder").reused()).isGreaterThan(100);
  }

  @Test
  void goesOnWhenTheVolumeIsFull() throws IOException, InterruptedException {
    mount(store, "4m");
    try {
      String prompt = prompt("a story too long for the disk", 220);
      Answer cold = ask(prompt, "coder");
      assertThat(drain()).contains("\"drained\":true");

      assertThat(stats().path("failures").path("save").asInt()).isPositive();
      assertThat(files()).isEmpty();
      restart("aaaaaaaa");
      assertThat(ask(prompt, "coder").text()).isEqualTo(cold.text());
    } finally {
      unmount(store);
    }
  }

  @Test
  void goesOnWhenTheEnginesFolderIsFull() throws IOException, InterruptedException {
    mount(live, "1m");
    try {
      String prompt = prompt("a story too long for the engine", 220);
      Answer cold = ask(prompt, "coder");
      assertThat(drain()).contains("\"drained\":true");

      assertThat(stats().path("failures").path("save").asInt()).isPositive();
      assertThat(files()).isEmpty();
      assertThat(ask(prompt, "coder").text()).isEqualTo(cold.text());
    } finally {
      unmount(live);
    }
  }

  @Test
  void forgetsOfAnEngineThatCrashed() {
    String prompt = prompt("a story before the crash", 200);
    Answer cold = ask(prompt, "coder");
    engine.kill();
    await().until(() -> sidecar.observe("/health/ready").statusCode() == 503);
    engine = new LlamaServer(port, live, SLOTS, CONTEXT);
    sidecar.awaitReady();

    Answer after = ask(prompt, "coder");

    assertThat(after.reused()).isZero();
    assertThat(after.status()).contains("fwd=miss");
    assertThat(after.text()).isEqualTo(cold.text());
  }

  /** One tenant, one slot: they queue here, and one that leaves does not hold the others up. */
  @Test
  void servesMoreRequestsAtOnceThanThereAreSlots() {
    List<CompletableFuture<Answer>> all =
        IntStream.range(0, 6)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> ask(prompt("many at once " + i, 20), "agent-" + i)))
            .toList();

    assertThat(all).allSatisfy(answer -> assertThat(answer.join().promptTokens()).isPositive());
    assertThat(stats().path("waiting").asInt()).isZero();
  }

  @Test
  void savesAndErasesWhenPeopleAsk() throws IOException {
    String prompt = prompt("a story to be dropped", 200);
    ask(prompt, "coder");

    assertThat(call("coder/save")).contains("\"saved\":1");
    assertThat(files()).hasSize(1);
    assertThat(call("coder/erase")).contains("\"erased\":1");
    assertThat(files()).isEmpty();
    assertThat(ask(prompt, "coder").reused()).isZero();
    assertThat(call("coder/restore")).contains("served here");
  }

  private String call(String what) {
    return sidecar
        .send(sidecar.cacheCall(AdminPaths.CACHE_SLOTS + what).POST(BodyPublishers.noBody()))
        .body();
  }

  private String drain() {
    return sidecar.send(sidecar.drain().header(Headers.DRAIN_KEY, TestSidecar.DRAIN_KEY)).body();
  }

  /** As another pod does it: other processes, the same volume. */
  private void restart(String revision, String... arguments) {
    sidecar.close();
    engine.kill();
    port = LlamaServer.anyPort();
    engine = new LlamaServer(port, live, SLOTS, CONTEXT, arguments);
    sidecar = start(revision);
    awaitSlots();
  }

  private void withTenants(int slots) {
    sidecar.close();
    engine.kill();
    engine = new LlamaServer(port, live, slots, CONTEXT);
    sidecar =
        TestSidecar.start(
            folder,
            config("aaaaaaaa").withAuth(ClientAuth.by(new ClientAuth.TrustedHeader(TENANT))));
    await().until(() -> stats().path("slots").asInt() == slots);
  }

  private TestSidecar start(String revision) {
    return TestSidecar.start(folder, config(revision));
  }

  private SidecarConfig config(String revision) {
    return TestSidecar.config(
        revision,
        port,
        new CacheConfig(
            "agents",
            0,
            1 << 20,
            new CacheConfig.Responses(false, 60_000),
            null,
            // Of answers, not of KV.
            new CacheConfig.Tenancy(false, Map.of()),
            new CacheConfig.KvSlots(1, 1L << 30),
            null),
        new SidecarConfig.Limits(120_000, 60_000, 20_000, 1 << 20));
  }

  /** What a request gave. */
  private record Answer(String text, int promptTokens, int reused, String status) {}

  private Answer ask(String prompt, String agent, String... tenant) {
    var request =
        sidecar
            .serve("/v1/completions")
            .timeout(Duration.ofMinutes(2))
            .POST(
                BodyPublishers.ofString(
                    "{\"prompt\":\"%s\",\"max_tokens\":12,\"temperature\":0}".formatted(prompt)));
    if (!agent.isEmpty()) {
      request.header(Headers.AGENT, agent);
    }
    if (tenant.length > 0) {
      request.header(TENANT, tenant[0]);
    }
    HttpResponse<String> answer = sidecar.send(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode json = json(answer);
    return new Answer(
        json.path("choices").path(0).path("text").asText(),
        json.path("usage").path("prompt_tokens").asInt(),
        json.path("timings").path("cache_n").asInt(),
        status(answer));
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(answer.body(), e);
    }
  }

  private JsonNode stats() {
    return json(sidecar.send(sidecar.cacheCall(AdminPaths.CACHE_STATS).GET())).path("kvSlots");
  }

  private List<Path> files() throws IOException {
    return list(store);
  }

  private static List<Path> list(Path in) throws IOException {
    try (Stream<Path> all = Files.list(in)) {
      return all.sorted().toList();
    }
  }

  /** Of more than two blocks with 200 words. */
  private static String prompt(String about, int words) {
    List<String> some = List.of("river", "stone", "cloud", "paper", "green", "market", "winter");
    StringBuilder text = new StringBuilder("Once upon a time there was ").append(about);
    for (int i = 0; i < words; i++) {
      text.append(' ').append(some.get(Math.floorMod(i * 31 + about.hashCode() / 7 + i * i, 7)));
    }
    return text.toString();
  }

  private static void mount(Path folder, String size) throws IOException, InterruptedException {
    run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
  }

  private static void unmount(Path folder) throws IOException, InterruptedException {
    run("umount", "-l", folder.toString());
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
        .as(String.join(" ", command))
        .isZero();
  }
}
