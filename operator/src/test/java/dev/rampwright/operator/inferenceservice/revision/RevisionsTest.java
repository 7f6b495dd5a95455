package dev.rampwright.operator.inferenceservice.revision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.InferenceServiceSpec;
import dev.rampwright.operator.inferenceservice.play.Play;
import dev.rampwright.operator.inferenceservice.revision.RevisionSpec.Pins;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionsTest {
  private static final String SPEC =
      """
      model: {name: smollm2, uri: "pvc://models/a.gguf"}
      engine: {type: LlamaCpp, contextLength: 1024, args: [--seed, "1"]}
      replicas: 1
      cache: {tokenCacheRef: {name: agents}}
      serving: {requestTimeout: 10m}
      """;

  private static final Pins NEWER =
      new Pins("0.9.0", "example.com/sidecar:9", "Always", "example.com/llama-cpp:9", 1);

  private final Revision first = new Revisions(List.of()).desired(service(SPEC), Play.PINS);
  private final Revisions stored = new Revisions(List.of(first));

  /** Pinned: another value means that every service of every user would ramp at the next edit. */
  @Test
  void theHashOfThisSpecIsThis() {
    assertThat(first.hash()).isEqualTo("e198f344");
    assertThat(first.number()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replicas: 5",
        "serving: {requestTimeout: 1m, streamIdleTimeout: 5s}",
        "serving: {queueDepth: 0}",
        "serving: {cors: {allowOrigins: ['*']}}",
        "serving: {auth: {type: ApiKeys, apiKeys: {secretRef: {name: keys}}}}",
        "serving: {auth: {type: TrustedHeader, trustedHeader: {name: x-tenant,"
            + " fromPeers: [{podSelector: {}}]}}}",
        "rollout: {steps: [{weight: 100}], revisionHistoryLimit: 1}",
        "rollout: {gates: {metrics: []}}",
      })
  void aLiveEditKeepsTheRevision(String edit) {
    String key = edit.substring(0, edit.indexOf(':'));
    String edited = SPEC.replaceAll("(?m)^" + key + ":.*\n", "") + edit + "\n";

    assertThat(stored.desired(service(edited), Play.PINS)).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model: {name: smollm2, uri: \"pvc://models/b.gguf\"}",
        "model: {name: other, uri: \"pvc://models/a.gguf\"}",
        "model: {uri: \"pvc://models/a.gguf\"}",
        "engine: {type: LlamaCpp, contextLength: 2048, args: [--seed, \"1\"]}",
        "engine: {type: LlamaCpp, contextLength: 1024}",
        "engine: {type: LlamaCpp, contextLength: 1024, args: [--seed, \"1\"], image: \"x:1\"}",
        "engine: {type: LlamaCpp, contextLength: 1024, args: [--seed, \"1\"],"
            + " resources: {limits: {cpu: \"1\"}}}",
        "engine: {type: LlamaCpp, contextLength: 1024, args: [--seed, \"1\"],"
            + " env: [{name: A, value: b}]}",
        "sidecar: {resources: {limits: {memory: 128Mi}}}",
        "pod: {drainTimeout: 1m}",
        "pod: {nodeSelector: {a: b}}",
        "cache: {tokenCacheRef: {name: others}}",
      })
  void aRevisionedEditMakesAnotherRevision(String edit) {
    String key = edit.substring(0, edit.indexOf(':'));
    String edited = SPEC.replaceAll("(?m)^" + key + ":.*\n", "") + edit + "\n";

    Revision next = stored.desired(service(edited), Play.PINS);

    assertThat(next.hash()).isNotEqualTo(first.hash());
    assertThat(next.number()).isEqualTo(2);
  }

  @Test
  void anotherReleaseOfTheOperatorKeepsTheRevision() {
    assertThat(stored.desired(service(SPEC), NEWER)).isEqualTo(first);
  }

  @Test
  void aNewRevisionTakesTheImagesOfTheOperatorThatMakesIt() {
    Revision next = stored.desired(service(SPEC.replace("1024", "2048")), NEWER);

    assertThat(next.spec().pins()).isEqualTo(NEWER);
    assertThat(next.spec().engine().image()).isEqualTo("example.com/llama-cpp:9");
  }

  @Test
  void writingADefaultOutKeepsTheRevision() {
    String edited = SPEC.replace("contextLength: 1024,", "contextLength: 1024, maxConcurrency: 2,");

    assertThat(stored.desired(service(edited), Play.PINS)).isEqualTo(first);
  }

  @Test
  void aReturnToAnEarlierSpecFindsItsRevision() {
    Revision second = stored.desired(service(SPEC.replace("1024", "2048")), NEWER);

    assertThat(stored.with(second).desired(service(SPEC), NEWER)).isEqualTo(first);
  }

  @Test
  void recordsBeyondTheLimitExpireButNeverThoseInUse() {
    Revisions many =
        new Revisions(
            LongStream.rangeClosed(1, 6)
                .mapToObj(n -> new Revision("hash" + n, first.spec(), n, Optional.empty()))
                .toList());

    assertThat(many.expired(Set.of("hash1", "hash6"), 2))
        .extracting(Revision::hash)
        .containsExactly("hash3", "hash2");
  }

  private static InferenceService service(String spec) {
    InferenceService service = new InferenceService();
    service.getMetadata().setName("chat");
    service.setSpec(Serialization.unmarshal(spec, InferenceServiceSpec.class));
    return service;
  }
}
