package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.PrewarmOrder;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.SidecarStats;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that are there before anybody asks. */
class PrewarmIT {
  private static final String PATH = "/v1/chat/completions";
  private static final String ASK = "{\"temperature\":0,\"messages\":[{\"content\":\"hi\"}]}";
  private static final String OTHER = ASK.replace("hi", "other");

  private final TestPods pods;
  private final TestEngine engine;

  PrewarmIT(@TempDir Path folder) {
    this.pods = new TestPods(folder);
    this.engine = pods.engine();
  }

  @AfterEach
  void stop() {
    pods.close();
  }

  @Test
  void areItsTenantsAndNobodyElses() throws IOException {
    try (TestSidecar sidecar = pods.start("one", TestPods.byHeader(pods.config()))) {
      order(
          sidecar,
          "1",
          entry(" {\"messages\":[{\"content\":\"hi\"}],\n \"temperature\":0.0}", "alice", null),
          entry(ASK, "alice", null),
          entry(ASK, "alice", "reviewer"),
          entry(ASK, null, null),
          entry("{\"temperature\":1}", "alice", null));
      awaitOver(sidecar);

      assertThat(progress(sidecar)).contains(new SidecarStats.Prewarm("1", 5, 3, 2, 0));
      assertThat(sidecar.stats().core().cache().misses()).as("the sidecar's own look").isZero();
      assertThat(statusOf(sidecar.chat(ASK, "x-tenant", "alice"))).contains("; hit;");
      assertThat(statusOf(sidecar.chat(ASK, "x-tenant", "alice", "x-agent-id", "reviewer")))
          .contains("; hit;");
      assertThat(statusOf(sidecar.chat(ASK, "x-tenant", "bob"))).contains("fwd=miss");
      assertThat(statusOf(sidecar.chat(ASK, "x-tenant", "bob", "x-agent-id", "reviewer")))
          .contains("fwd=miss");
      assertThat(sidecar.stats().core().cache().hits()).isEqualTo(2);
      assertThat(sidecar.stats().core().cache().misses()).isEqualTo(2);
      assertThat(sidecar.observe("/metrics").body())
          .containsPattern("cache_prewarmed_total\\{[^}]*result=\"skipped\",?\\} 2.0");
      assertThat(sidecar.log()).doesNotContain("hi\"", "alice", "reviewer");
    }
  }

  @Test
  void areAskedOnceForAllSidecars() throws IOException {
    try (TestSidecar one = pods.start("one", pods.config());
        TestSidecar two = pods.start("two", pods.config())) {
      await().until(() -> one.usesSecondLevel() && two.usesSecondLevel());
      order(one, "1", entry(ASK, null, null), entry(OTHER, null, null));
      order(two, "1", entry(ASK, null, null), entry(OTHER, null, null));
      awaitOver(one);
      awaitOver(two);

      long excused =
          one.stats().core().cache().redisErrors() + two.stats().core().cache().redisErrors();
      assertThat((long) engine.seen().size()).isBetween(2L, 2 + excused);
      assertThat(progress(two)).contains(new SidecarStats.Prewarm("1", 2, 2, 0, 0));
      assertThat(two.stats().core().cache().redisHits()).isZero();
      assertThat(statusOf(two.chat(OTHER))).contains("; hit;", "detail=memory");

      int calls = engine.seen().size();
      order(one, "1", entry(OTHER.replace("other", "same order"), null, null));
      order(one, "2", entry(ASK, null, null));
      awaitOver(one);
      assertThat(engine.seen()).hasSize(calls);
      assertThat(progress(one)).contains(new SidecarStats.Prewarm("2", 1, 1, 0, 0));
    }
  }

  /** The engine's only slot is a client's as soon as one comes. */
  @Test
  void giveWayToClients() throws IOException {
    SidecarConfig.Serving oneSlot =
        new SidecarConfig.Serving(new SidecarConfig.Pool(1, 8), List.of());
    HeldEngine held = new HeldEngine(TestEngine.json(200, "{\"id\":\"x\"}"));
    try (TestSidecar sidecar = pods.start("one", pods.config().withServing(oneSlot))) {
      engine.behave(held);
      order(sidecar, "1", entry(ASK, null, null));
      await().until(() -> engine.seen().size() == 1);

      CompletableFuture<HttpResponse<String>> client = new CompletableFuture<>();
      var unused = client.completeAsync(() -> sidecar.chat(OTHER));
      await().until(() -> engine.seen().size() == 2);
      assertThat(engine.seen().getLast().body()).isEqualTo(OTHER);
      await().until(() -> engine.abandoned() == 1);
      assertThat(progress(sidecar).orElseThrow().over()).isFalse();

      engine.behave(TestEngine.json(200, "{\"id\":\"x\"}"));
      held.answerAll();
      assertThat(client.join().statusCode()).isEqualTo(200);
      awaitOver(sidecar);
      assertThat(progress(sidecar).orElseThrow().done()).isEqualTo(1);
      assertThat(statusOf(sidecar.chat(ASK))).contains("; hit;");
    }
  }

  @Test
  void aFailureIsToldAndNothingKept() throws IOException {
    try (TestSidecar sidecar = pods.start("one", pods.config())) {
      engine.behave(TestEngine.json(500, "{}"));
      order(sidecar, "1", entry(ASK, null, null));
      awaitOver(sidecar);

      assertThat(progress(sidecar)).contains(new SidecarStats.Prewarm("1", 1, 0, 0, 1));
      assertThat(statusOf(sidecar.chat(ASK))).contains("fwd=miss");
    }
  }

  @Test
  void needTheTokenAndAnOrder() throws IOException {
    try (TestSidecar sidecar = pods.start("one", pods.config())) {
      for (String body : List.of("", "[]", "{}", "{\"digest\":\"1\",\"entries\":[{}]}")) {
        assertThat(
                sidecar
                    .sendAsOperator(
                        sidecar.admin(AdminPaths.CACHE_PREWARM).PUT(BodyPublishers.ofString(body)))
                    .statusCode())
            .as(body)
            .isEqualTo(400);
      }
      assertThat(
              sidecar
                  .send(
                      sidecar
                          .local(AdminPaths.CACHE_PREWARM)
                          .PUT(BodyPublishers.ofString("{\"digest\":\"1\"}")))
                  .statusCode())
          .isEqualTo(401);
      assertThat(progress(sidecar)).isEmpty();
    }
  }

  private static PrewarmOrder.Entry entry(
      String body, @Nullable String tenant, @Nullable String agent) {
    return new PrewarmOrder.Entry(PATH, tenant, agent, body);
  }

  private static void order(TestSidecar to, String digest, PrewarmOrder.Entry... entries) {
    HttpResponse<String> answer =
        to.put(AdminPaths.CACHE_PREWARM, new PrewarmOrder(1, digest, List.of(entries)));
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private static Optional<SidecarStats.Prewarm> progress(TestSidecar of) {
    return Optional.ofNullable(of.stats().prewarm());
  }

  private static void awaitOver(TestSidecar sidecar) {
    await().until(() -> progress(sidecar).orElseThrow().over());
  }

  private static String statusOf(HttpResponse<String> answer) {
    return answer.headers().firstValue("Cache-Status").orElse("");
  }
}
