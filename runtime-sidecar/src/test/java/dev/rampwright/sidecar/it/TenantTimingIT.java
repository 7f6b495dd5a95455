package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.ClientAuth;
import dev.rampwright.contracts.SidecarConfig;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tenant cannot learn by timing what another one has asked: what another one's answer is
 * remembered of takes as long as what nobody has ever asked.
 */
class TenantTimingIT {
  private static final int ROUNDS = 60;

  /** Of which chance alone exceeds one in a million. */
  private static final double STRICT = 4.9;

  private static final long ENGINE_MILLIS = 10;

  private final RedisServer redis = new RedisServer();
  private final TestEngine engine = new TestEngine();
  private final Random random = new Random(7);
  private final TestSidecar sidecar;

  TenantTimingIT(@TempDir Path folder) {
    Vertx timers = Vertx.vertx();
    engine.behave(
        (request, body) ->
            timers.setTimer(
                ENGINE_MILLIS, fired -> TestEngine.json(200, "{}").answer(request, body)));
    SidecarConfig config =
        TestSidecar.config("aaaaaaaa", engine.port(), TestSidecar.cache(redis.address()))
            .withAuth(ClientAuth.by(new ClientAuth.TrustedHeader("x-tenant")));
    this.sidecar = TestSidecar.start(folder, config);
  }

  @AfterEach
  void stop() {
    sidecar.close();
    engine.close();
    redis.close();
  }

  @Test
  void whatAnotherTenantHasAskedTakesAsLongAsWhatNobodyHas() {
    double[] others = new double[ROUNDS];
    double[] nobodys = new double[ROUNDS];
    double[] own = new double[ROUNDS];
    for (int i = 0; i < 10; i++) {
      ask("bob", "warm-up " + i);
    }
    for (int i = 0; i < ROUNDS; i++) {
      if (random.nextBoolean()) {
        others[i] = afterAlice(i, "other " + i, "other " + i);
        nobodys[i] = afterAlice(i, "another " + i, "nobody's " + i);
      } else {
        nobodys[i] = afterAlice(i, "another " + i, "nobody's " + i);
        others[i] = afterAlice(i, "other " + i, "other " + i);
      }
      own[i] = hit("bob", "other " + i);
    }

    assertThat(Math.abs(RankSum.z(others, nobodys))).isLessThan(STRICT);
    assertThat(RankSum.z(nobodys, own)).as("it would have seen a hit").isGreaterThan(STRICT);
  }

  /** Alice asks something first, then bob does, who must miss and reach the engine, each once. */
  private double afterAlice(int round, String alices, String bobs) {
    ask("alice", alices);
    int calls = engine.seen().size();
    double took = timed("bob", bobs, "rampwright; fwd=miss; stored");
    assertThat(engine.seen()).as("round " + round).hasSize(calls + 1);
    return took;
  }

  private double hit(String tenant, String prompt) {
    return timed(tenant, prompt, "rampwright; hit;");
  }

  private double timed(String tenant, String prompt, String status) {
    long begun = System.nanoTime();
    HttpResponse<String> answer = ask(tenant, prompt);
    double took = System.nanoTime() - begun;
    assertThat(answer.headers().firstValue("Cache-Status").orElse("")).startsWith(status);
    assertThat(answer.headers().firstValue("Age").isPresent()).isEqualTo(status.contains("hit"));
    return took;
  }

  private HttpResponse<String> ask(String tenant, String prompt) {
    return sidecar.chat(
        "{\"temperature\":0,\"messages\":[{\"content\":\"" + prompt + "\"}]}", "x-tenant", tenant);
  }
}
