package dev.rampwright.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{containerStatuses: [{name: a, state: {terminated: {exitCode: 3, reason: Error, message:"
            + " boom}}}]} | container a ended with code 3 (Error): boom",
        "{containerStatuses: [{name: a, state: {waiting: {reason: ImagePullBackOff, message:"
            + " no}}}]} | container a waits: ImagePullBackOff: no",
        "{initContainerStatuses: [{name: i, state: {running: {}}, lastState: {terminated:"
            + " {exitCode: 1, reason: Error}}}]} | container i ended with code 1 (Error)",
        "{phase: Failed, reason: Evicted, message: disk} | the pod failed: Evicted: disk",
        "{conditions: [{type: PodScheduled, status: 'False', message: no node}]}"
            + " | the pod cannot be placed: no node"
      })
  void troubleIsToldInThePodsOwnWords(String status, String words) {
    assertThat(PodWords.trouble(pod(status))).contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{containerStatuses: [{name: a, state: {running: {}}}]}",
        "{containerStatuses: [{name: a, state: {terminated: {exitCode: 0, reason: Completed}}}]}",
        "{containerStatuses: [{name: a, state: {waiting: {reason: ContainerCreating}}}]}",
        "{conditions: [{type: PodScheduled, status: 'True'}]}"
      })
  void anOrdinaryLifeIsNoTrouble(String status) {
    assertThat(PodWords.trouble(pod(status))).isEmpty();
  }

  @Test
  void aLongTextLosesItsBeginning() {
    String status =
        "{containerStatuses: [{name: a, state: {terminated: {exitCode: 1, reason: E, message: '"
            + "x".repeat(2000)
            + " end'}}}]}";
    assertThat(PodWords.trouble(pod(status)).orElseThrow()).hasSizeLessThan(900).endsWith("end");
  }

  private static Pod pod(String status) {
    return new KubernetesSerialization()
        .unmarshal("apiVersion: v1\nkind: Pod\nstatus: " + status + "\n", Pod.class);
  }
}
