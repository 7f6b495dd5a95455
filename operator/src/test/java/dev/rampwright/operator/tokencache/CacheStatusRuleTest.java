package dev.rampwright.operator.tokencache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.api.tokencache.TokenCacheStatus;
import dev.rampwright.api.tokencache.TokenCacheStatus.TargetState;
import dev.rampwright.api.tokencache.TokenCacheStatus.TargetStatus;
import dev.rampwright.contracts.CacheCounters;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.tokencache.prewarm.PrewarmWish;
import dev.rampwright.operator.tokencache.resources.ValkeyTransport;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CacheStatusRuleTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<TargetStatus> JUDGED =
      List.of(new TargetStatus("HitRate", "> 0.70", "0.75", TargetState.Met));
  private static final String MANAGED = "{redis: {managed: {}}}";

  @Test
  void memoryOnlyIsReadyAtOnce() {
    TokenCacheStatus status = status(Caches.cache("{}"), seen(Optional.empty(), 0));
    assertThat(conditions(status)).containsExactly("Ready=True/MemoryOnly");
    assertThat(status.redisAddress()).isNull();
    assertThat(status.observedGeneration()).isEqualTo(3);
  }

  @Test
  void anExternalOneIsTheSidecarsToReach() {
    TokenCacheStatus status =
        status(
            Caches.cache("{redis: {external: {addresses: [\"cache:6379\"]}}}"),
            seen(Optional.empty(), 0));

    assertThat(conditions(status)).containsExactly("Ready=True/RedisExternal");
    assertThat(status.redisAddress()).isEqualTo("cache:6379");
    assertThat(status.redisTls()).isNull();
  }

  @Test
  void aStartingValkeyIsReconciling() {
    TokenCacheStatus status = status(Caches.cache(MANAGED), seen(valkey(0), 0));
    assertThat(conditions(status))
        .containsExactly(
            "Ready=False/RedisNotReady",
            "Reconciling=True/RedisNotReady",
            "RedisReachable=False/RedisNotReady");
  }

  @Test
  void theValkeysOwnWordsReachTheMessage() {
    CacheObservation seen =
        new CacheObservation(
            Optional.empty(),
            Map.of(),
            valkey(0),
            Optional.of("container valkey waits: ImagePullBackOff"),
            List.of(),
            Optional.empty(),
            ValkeyTransport.TLS,
            List.of(),
            List.of(),
            new PrewarmWish.None());
    assertThat(status(Caches.cache(MANAGED), seen).conditions())
        .allSatisfy(c -> assertThat(c.getMessage()).contains("ImagePullBackOff"));
  }

  @Test
  void anAvailableValkeyIsReadyAndAnEarlierReconcilingGoes() {
    TokenCache cache = Caches.cache(MANAGED);
    cache.setStatus(status(cache, seen(valkey(0), 0)));
    TokenCacheStatus status = status(cache, seen(valkey(1), 0));
    assertThat(conditions(status))
        .containsExactly("Ready=True/RedisReady", "RedisReachable=True/RedisReady");
    assertThat(status.redisAddress()).isEqualTo("agents-valkey.default.svc:6379");
    assertThat(status.redisTls()).isTrue();
  }

  @Test
  void aBlockedCacheIsStalledAndKeepsItsFigures() {
    TokenCache cache = Caches.cache(MANAGED);
    cache.setStatus(new TokenCacheStatus(1L, List.of(), "a:1", true, 2, "0.50", 4L));
    TokenCacheStatus status =
        CacheStatusRule.blocked(cache, Reason.NameConflict, "Secret agents-cache exists", NOW);
    assertThat(conditions(status))
        .containsExactly("Ready=False/NameConflict", "Stalled=True/NameConflict");
    assertThat(status.redisTls()).isTrue();
    assertThat(status.hitRate()).isEqualTo("0.50");
    assertThat(status.epoch()).isEqualTo(4);
  }

  /** Nobody judges by a profile, or pre-warms, that is not asked for: its last word is stale. */
  @Test
  void aBlockedCacheDropsWhatItsSpecAsksForNoMore() {
    TokenCacheStatus status = blocked("{}");

    assertThat(status.targets()).isNull();
    assertThat(status.targetsMet()).isNull();
    assertThat(status.prewarmed()).isNull();
    assertThat(conditions(status))
        .containsExactly("Ready=False/NameConflict", "Stalled=True/NameConflict");
    assertThat(status.tokenHitRate()).isEqualTo("0.40");
  }

  @Test
  void aBlockedCacheKeepsTheFiguresThatItIsStillAskedFor() {
    TokenCacheStatus status =
        blocked("{profile: Production, prewarm: {configMapRef: {name: prompts}}}");

    assertThat(status.targets()).isEqualTo(JUDGED);
    assertThat(status.targetsMet()).isEqualTo("1/1");
    assertThat(status.prewarmed()).isEqualTo("3/12");
    assertThat(conditions(status)).contains("Prewarmed=False/Prewarming");
  }

  @Test
  void withoutSidecarsTheAskedEpochIsInForce() {
    assertThat(status(Caches.cache("{epoch: 7}"), seen(Optional.empty(), 0)).epoch()).isEqualTo(7);
  }

  @Test
  void anEpochIsHandledOnceEverySidecarHasIt() {
    TokenCache cache = Caches.cache("{epoch: 7}");
    cache.setStatus(new TokenCacheStatus(1L, List.of(), null, null, 2, null, 6L));
    SidecarReport done = Caches.report(CacheCounters.NONE, 7);

    assertThat(status(cache, withReports(done)).epoch()).isEqualTo(6);
    assertThat(status(cache, withReports(done, Caches.outdated(CacheCounters.NONE, 7))).epoch())
        .isEqualTo(6);
    assertThat(status(cache, withReports(done, done)).epoch()).isEqualTo(7);
    assertThat(status(cache, withReports(done, done)).sidecars()).isEqualTo(2);
  }

  /** Of a cache that was judged and pre-warmed before its spec became this one. */
  private static TokenCacheStatus blocked(String spec) {
    TokenCache cache = Caches.cache(spec);
    Condition prewarming =
        new ConditionBuilder()
            .withType("Prewarmed")
            .withStatus("False")
            .withReason("Prewarming")
            .withMessage("under way")
            .withLastTransitionTime(NOW.toString())
            .build();
    cache.setStatus(
        new TokenCacheStatus(
            1L, List.of(prewarming), null, null, 2, "0.50", 4L, "0.40", 0L, "3/12", "1/1", JUDGED));
    return CacheStatusRule.blocked(cache, Reason.NameConflict, "Secret agents-cache exists", NOW);
  }

  private static CacheObservation withReports(SidecarReport... reports) {
    return new CacheObservation(
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        ValkeyTransport.TLS,
        List.of(Caches.user(2)),
        List.of(reports),
        new PrewarmWish.None());
  }

  private static CacheObservation seen(Optional<Deployment> valkey, int sidecars) {
    return new CacheObservation(
        Optional.empty(),
        Map.of(),
        valkey,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        ValkeyTransport.TLS,
        List.of(Caches.user(sidecars)),
        List.of(),
        new PrewarmWish.None());
  }

  private static Optional<Deployment> valkey(int available) {
    return Optional.of(
        new DeploymentBuilder()
            .withNewStatus()
            .withAvailableReplicas(available)
            .endStatus()
            .build());
  }

  private static TokenCacheStatus status(TokenCache cache, CacheObservation seen) {
    return CacheStatusRule.status(cache, seen, ShownFigures.NONE, NOW);
  }

  private static List<String> conditions(TokenCacheStatus status) {
    List<Condition> conditions = Optional.ofNullable(status.conditions()).orElseThrow();
    return conditions.stream()
        .map(c -> c.getType() + "=" + c.getStatus() + "/" + c.getReason())
        .toList();
  }
}
