package dev.rampwright.operator.inferenceservice.status;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.inferenceservice.InferenceServiceStatus.RevisionRole;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.RevisionState;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.RevisionStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.TrafficStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.Transition;
import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.ErrorClass;
import dev.rampwright.contracts.Outcomes;
import dev.rampwright.operator.inferenceservice.gather.Failure;
import dev.rampwright.operator.inferenceservice.play.Play;
import dev.rampwright.operator.inferenceservice.sidecar.EpochOutcomes;
import dev.rampwright.operator.kube.Reason;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceStatusTest {
  private static final Failure CRASH =
      new Failure(
          "engine",
          "Error",
          "error: unknown argument",
          Optional.of(1),
          Optional.of("2026-01-01T00:00:40Z"),
          true);
  private static final EpochOutcomes BAD =
      new EpochOutcomes(
          new Outcomes(900, 900, Map.of()),
          new Outcomes(100, 100, Map.of(ErrorClass.SERVER_ERROR, 30L)));
  private static final EpochOutcomes GOOD =
      new EpochOutcomes(new Outcomes(900, 900, Map.of()), new Outcomes(100, 100, Map.of()));

  private final Play play = new Play(Play.SPEC);

  @Test
  void atFirstSightReadyIsUnknown() {
    play.pass();

    assertThat(play.condition("Ready")).contains("Unknown/RevisionPending");
    assertThat(play.condition("Reconciling")).contains("True/RevisionPending");
    assertThat(play.status().stableRevision()).isNull();
    assertThat(play.status().observedGeneration()).isEqualTo(1);
  }

  @Test
  void aLoadingModelIsTold() {
    play.pass();
    play.loading(play.candidate()).pass();

    assertThat(play.condition("Ready")).contains("False/ModelLoading");
    assertThat(play.condition("ModelLoaded")).contains("False/ModelLoading");
    assertThat(only().state()).isEqualTo(RevisionState.Loading);
  }

  @Test
  void readyPodsThatNobodyIsRoutedToDoNotMakeTheServiceReady() {
    play.unrouted().serving();

    assertThat(play.condition("Ready")).contains("False/EndpointsPending");
  }

  @Test
  void aServingServiceIsAtRest() {
    String hash = play.serving();

    assertThat(play.condition("Ready")).contains("True/RevisionReady");
    assertThat(play.condition("ModelLoaded")).contains("True/ModelLoaded");
    assertThat(play.condition("Progressing")).contains("False/RolloutIdle");
    assertThat(play.condition("RolloutHealthy")).contains("True/RolloutIdle");
    assertThat(play.condition("Reconciling")).isEmpty();
    assertThat(play.condition("Stalled")).isEmpty();
    assertThat(play.condition("CacheReady")).isEmpty();
    assertThat(play.status().url()).isEqualTo("http://chat.demo.svc");
    assertThat(play.status().selector())
        .isEqualTo("rampwright.dev/service=chat,rampwright.dev/revision=" + hash);
    assertThat(only().role()).isEqualTo(RevisionRole.Stable);
    assertThat(only().weight()).isEqualTo(100);
  }

  @Test
  void aPassOverAnIdleServiceChangesNothing() {
    play.serving();
    String before = ContractJson.write(play.status());

    play.later(Duration.ofHours(1)).pass();

    assertThat(ContractJson.write(play.status())).isEqualTo(before);
  }

  @Test
  void theFirstRevisionThatCannotStartStallsInItsOwnWords() {
    play.pass();
    play.failing(play.candidate(), CRASH).pass();
    play.pass();

    assertThat(play.condition("Stalled")).contains("True/ContainerFailed");
    assertThat(play.condition("Reconciling")).isEmpty();
    assertThat(play.condition("Ready")).contains("False/ContainerFailed");
    assertThat(requireNonNull(only().lastFailure()).message()).isEqualTo("error: unknown argument");
    assertThat(only().state()).isEqualTo(RevisionState.Failed);
  }

  @Test
  void aPodWithoutAPlaceIsUnschedulable() {
    play.pass();
    Failure nowhere =
        new Failure(
            "pod",
            "Unschedulable",
            "persistentvolumeclaim \"models\" not found",
            Optional.empty(),
            Optional.empty(),
            false);
    play.failing(play.candidate(), nowhere).pass();

    assertThat(play.condition("Ready")).contains("False/Unschedulable");
    assertThat(play.condition("Stalled")).isEmpty();
  }

  @Test
  void aRampShowsItsSplitAndWhatWasMeasured() {
    String stable = ramping();
    play.outcomes(GOOD);
    play.spec(Play.NEXT.replace("hold: 0s", "hold: 1h")).pass();

    assertThat(play.condition("Progressing").orElse("")).startsWith("True/");
    assertThat(requireNonNull(play.status().rollout()).stable()).isEqualTo(stable);
    assertThat(requireNonNull(play.status().rollout()).verdicts()).isNotEmpty();
  }

  @Test
  void theMeasuredSplitIsThatOfTheEpochInForce() {
    play.serving();
    play.spec(Play.NEXT.replace("hold: 0s", "hold: 1h")).pass();
    play.ready(play.candidate(), 1).pass();
    play.outcomes(GOOD).pass();

    assertThat(play.status().traffic())
        .isEqualTo(new TrafficStatus(2L, 10, 1, 1, 1000L, 100L, "Sidecar", null));
  }

  @Test
  void aLatchedFailureIsStalledWhileStableIsReady() {
    String stable = ramping();
    String candidate = play.candidate();
    rollBack(candidate);

    assertThat(play.condition("Ready")).contains("True/RevisionReady");
    assertThat(play.condition("Stalled")).contains("True/RolledBack");
    assertThat(play.condition("RolloutHealthy")).contains("False/GateFailed");
    assertThat(play.condition("Reconciling")).isEmpty();
    assertThat(play.status().stableRevision()).isEqualTo(stable);
    assertThat(requireNonNull(play.status().failedRevisions()))
        .singleElement()
        .satisfies(it -> assertThat(it.hash()).isEqualTo(candidate))
        .satisfies(it -> assertThat(it.message()).contains("30 of 100 requests failed"));
    assertThat(requireNonNull(requireNonNull(play.status().rollout()).verdicts()))
        .singleElement()
        .satisfies(it -> assertThat(it.verdict()).isEqualTo("Fail"))
        .satisfies(it -> assertThat(it.reason()).isEqualTo("AboveLimit"))
        .satisfies(it -> assertThat(it.value()).isEqualTo("0.3000"))
        .satisfies(it -> assertThat(it.limit()).isEqualTo("0.0500"))
        .satisfies(it -> assertThat(it.samples()).isEqualTo(100));
  }

  @Test
  void aLatchedRevisionKeepsItsLastWordsWhenItsPodsAreGone() {
    play.serving();
    play.spec(Play.NEXT).pass();
    String candidate = play.candidate();
    play.failing(candidate, CRASH).pass();
    play.pass();
    play.gone(candidate).later(Duration.ofMinutes(1)).pass();
    play.pass();

    RevisionStatus failed =
        requireNonNull(play.status().revisions()).stream()
            .filter(it -> it.hash().equals(candidate))
            .findFirst()
            .orElseThrow();
    assertThat(failed.state()).isEqualTo(RevisionState.Failed);
    assertThat(failed.role()).isEqualTo(RevisionRole.Retiring);
    assertThat(requireNonNull(failed.lastFailure()).container()).isEqualTo("engine");
  }

  @Test
  void anotherSpecClearsTheStall() {
    ramping();
    rollBack(play.candidate());

    play.spec(Play.SPEC.replace("1024", "4096")).pass();

    assertThat(play.condition("Stalled")).isEmpty();
    assertThat(play.condition("Progressing")).contains("True/Preparing");
    assertThat(play.status().failedRevisions()).hasSize(1);
  }

  @Test
  void aPromotedRevisionIsStableAndTheHistorySaysHow() {
    ramping();
    String candidate = play.candidate();
    for (int i = 0; i < 8; i++) {
      play.outcomes(GOOD).later(Duration.ofSeconds(5)).pass();
    }

    assertThat(play.status().stableRevision()).isEqualTo(candidate);
    assertThat(requireNonNull(requireNonNull(play.status().rollout()).history()))
        .extracting(Transition::to)
        .startsWith("Idle", "Draining", "Promoting", "Ramping(1)", "Ramping(0)", "Preparing")
        .hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void noPodsAreReadyWhereNoneAreAskedFor() {
    play.serving();
    play.spec(Play.SPEC + "replicas: 0\n").pass();

    assertThat(play.condition("Ready")).contains("False/ScaledToZero");
  }

  @Test
  void aMissingTokenCacheIsTold() {
    play.spec(withCache());
    String hash = play.serving();

    assertThat(play.condition("CacheReady")).contains("False/TokenCacheNotFound");
    assertThat(play.condition("Ready")).contains("True/RevisionReady");
    assertThat(hash).isNotEmpty();
  }

  @Test
  void theCacheIsReadyOnceTheSidecarsHaveItsSettings() {
    TokenCache cache =
        Serialization.unmarshal("metadata: {name: agents}\nspec: {}\n", TokenCache.class);
    play.spec(withCache()).cache(cache);
    play.pass();

    assertThat(play.condition("CacheReady")).contains("Unknown/CachePending");
    play.ready(play.candidate(), 1).pass();
    assertThat(play.condition("CacheReady")).contains("True/CacheReady");
  }

  @Test
  void aNameConflictStallsAndARefusedWriteIsTriedAgain() {
    play.serving();

    play.trouble(new Trouble(Reason.NameConflict, "rename it")).pass();
    assertThat(play.condition("Stalled")).contains("True/NameConflict");

    play.trouble(new Trouble(Reason.ApplyFailed, "quota")).pass();
    assertThat(play.condition("Stalled")).isEmpty();
    assertThat(play.condition("Reconciling")).contains("True/ApplyFailed");
  }

  @Test
  void aSpecThatMakesNoSenseStalls() {
    play.serving();
    play.spec(Play.SPEC.replace("max: \"0.05\"", "max: \"0\"")).pass();

    assertThat(play.condition("Stalled")).contains("True/InvalidSpec");
    assertThat(play.condition("Ready")).contains("True/RevisionReady");
  }

  private static String withCache() {
    return Play.SPEC + "cache: {tokenCacheRef: {name: agents}}\n";
  }

  private String ramping() {
    String stable = play.serving();
    play.spec(Play.NEXT).pass();
    play.ready(play.candidate(), 1).pass();
    return stable;
  }

  private void rollBack(String candidate) {
    play.pass();
    play.outcomes(BAD).pass();
    play.gone(candidate).later(Duration.ofMinutes(1)).pass();
    play.pass();
  }

  private RevisionStatus only() {
    return requireNonNull(play.status().revisions()).getFirst();
  }
}
