package dev.rampwright.operator.inferenceservice.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.operator.inferenceservice.play.Play;
import dev.rampwright.operator.inferenceservice.resources.Deployments;
import dev.rampwright.operator.inferenceservice.resources.DisruptionBudgets;
import dev.rampwright.operator.inferenceservice.resources.Exposure;
import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.inferenceservice.resources.Records;
import dev.rampwright.operator.inferenceservice.resources.Services;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetirementTest {
  private final Play play = new Play(Play.SPEC);
  private final Identity identity = Identity.of(play.service());

  @Test
  void whatRunsStays() {
    String hash = play.serving();
    Revision revision = play.revisions().find(hash).orElseThrow();
    play.object(Deployments.of(identity, revision, 1))
        .object(Services.ofRevision(identity, hash, Exposure.CLEAR))
        .object(Services.entry(identity, hash, Exposure.CLEAR))
        .object(Records.controllerRevision(identity, revision));

    Decision decision = play.pass();

    assertThat(Retirement.leftovers(play.seen(), decision)).isEmpty();
  }

  @Test
  void workloadsOfOtherRevisionsGoAndTheirRecordsStay() {
    String hash = play.serving();
    Revision other =
        new Revision(
            "0ddba115", play.revisions().find(hash).orElseThrow().spec(), 0, Optional.empty());
    play.object(Deployments.of(identity, other, 1))
        .object(Services.ofRevision(identity, "0ddba115", Exposure.CLEAR))
        .object(Records.controllerRevision(identity, other));

    Decision decision = play.pass();

    assertThat(Retirement.leftovers(play.seen(), decision))
        .extracting(it -> it.getKind() + "/" + it.getMetadata().getName())
        .containsExactly("Deployment/chat-0ddba115", "Service/chat-0ddba115");
  }

  @Test
  void aBudgetGoesWhenOnePodIsLeft() {
    play.spec(Play.SPEC + "replicas: 2\n");
    play.object(DisruptionBudgets.of(identity, play.gathered().service().getSpec()).orElseThrow());
    Decision decision = play.pass();
    assertThat(Retirement.leftovers(play.seen(), decision)).isEmpty();

    play.spec(Play.SPEC + "replicas: 1\n");
    assertThat(Retirement.leftovers(play.gathered(), decision))
        .extracting(HasMetadata::getKind)
        .containsExactly("PodDisruptionBudget");
  }

  @Test
  void firstPodsWaitAMomentForTheSecretOfTheirCache() {
    play.spec(Play.SPEC + "cache: {tokenCacheRef: {name: agents}}\n");
    Decision decision = play.pass();
    Revision revision = play.revisions().stored().getFirst();

    assertThat(CacheGrace.holds(play.gathered(), decision.ramp().next(), revision)).isTrue();

    play.later(CacheGrace.PATIENCE);
    assertThat(CacheGrace.holds(play.gathered(), decision.ramp().next(), revision)).isFalse();
  }

  @Test
  void podsDoNotWaitForASecretThatIsThereNorOnceTheyRun() {
    play.spec(Play.SPEC + "cache: {tokenCacheRef: {name: agents}}\n");
    Decision decision = play.pass();
    Revision revision = play.revisions().stored().getFirst();
    play.later(Duration.ofSeconds(1));

    assertThat(
            CacheGrace.holds(
                play.cacheSecret("agents").gathered(), decision.ramp().next(), revision))
        .isFalse();

    Play running = new Play(Play.SPEC + "cache: {tokenCacheRef: {name: agents}}\n");
    running.object(Deployments.of(identity, revision, 1));
    Decision again = running.pass();
    assertThat(CacheGrace.holds(running.gathered(), again.ramp().next(), revision)).isFalse();
  }
}
