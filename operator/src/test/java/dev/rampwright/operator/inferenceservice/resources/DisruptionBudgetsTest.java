package dev.rampwright.operator.inferenceservice.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.InferenceServiceSpec;
import dev.rampwright.operator.inferenceservice.play.Play;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DisruptionBudgetsTest {
  @Test
  void twoPodsAreEvictedOneByOneUnlessTheUserSaysOtherwise() {
    assertThat(max("replicas: 2")).contains(new IntOrString(1));
    assertThat(max("replicas: 4\ndisruption: {maxUnavailable: 3}")).contains(new IntOrString(3));
  }

  @Test
  void aBudgetThatWouldNotProtectItsOnlyPodIsNotMade() {
    assertThat(max("replicas: 1")).isEmpty();
    assertThat(max("replicas: 1\ndisruption: {maxUnavailable: 2}")).isEmpty();
    assertThat(max("replicas: 0")).isEmpty();
  }

  @Test
  void theOnlyPodIsProtectedWhereNothingMayBeUnavailable() {
    assertThat(max("replicas: 1\ndisruption: {maxUnavailable: 0}")).contains(new IntOrString(0));
  }

  @Test
  void podsOfAllRevisionsCount() {
    PodDisruptionBudget budget = budget("replicas: 2").orElseThrow();

    assertThat(budget.getSpec().getSelector().getMatchLabels())
        .containsOnlyKeys("rampwright.dev/service");
  }

  private static Optional<IntOrString> max(String spec) {
    return budget(spec).map(it -> it.getSpec().getMaxUnavailable());
  }

  private static Optional<PodDisruptionBudget> budget(String spec) {
    InferenceService service = new InferenceService();
    service.setMetadata(new Play(Play.SPEC).gathered().service().getMetadata());
    service.setSpec(Serialization.unmarshal(spec, InferenceServiceSpec.class));
    return DisruptionBudgets.of(Identity.of(service), service.getSpec());
  }
}
