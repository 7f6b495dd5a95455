package dev.rampwright.operator.inferenceservice.revision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.InferenceServiceSpec;
import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.operator.inferenceservice.play.Play;
import dev.rampwright.operator.inferenceservice.revision.RevisionSpec.KvSlots;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of a TokenCache only where KV slots are saved is part of a revision. */
class KvSlotsRevisionTest {
  private static final TokenCache ON_CLAIM =
      cache("{enabled: true, storage: {persistentVolumeClaim: {claimName: kv}}}");

  private final InferenceService service = service("{type: LlamaCpp}");
  private final Revision without =
      new Revisions(List.of()).desired(service, Play.PINS, cache("null"));
  private final Revision with = new Revisions(List.of()).desired(service, Play.PINS, ON_CLAIM);

  @Test
  void isAnotherRevisionWhereSlotsAreSaved() {
    assertThat(with.spec().kvSlots()).isEqualTo(new KvSlots("kv", null));
    assertThat(with.hash()).isNotEqualTo(without.hash());
    assertThat(desired("{enabled: true, storage: {emptyDir: {}}}").spec().kvSlots())
        .isEqualTo(new KvSlots(null, null));
  }

  @Test
  void isTheSameAsEverWhereTheyAreNot() {
    assertThat(without.spec().canonicalJson()).doesNotContain("kvSlots");
    assertThat(desired("{enabled: false, storage: {emptyDir: {}}}").hash())
        .isEqualTo(without.hash());
  }

  @Test
  void isNotChangedByWhatIsLive() {
    assertThat(
            desired(
                "{enabled: true, perTenant: 3, maxSize: 9Gi,"
                    + " storage: {persistentVolumeClaim: {claimName: kv}}}"))
        .isEqualTo(with);
  }

  /** Else a TokenCache that is deleted and applied again would ramp twice. */
  @Test
  void staysWhileTheTokenCacheIsMissing() {
    assertThat(new Revisions(List.of(with)).desired(service, Play.PINS, null)).isEqualTo(with);
    assertThat(new Revisions(List.of(without)).desired(service, Play.PINS, null))
        .isEqualTo(without);
  }

  @Test
  void isNothingForAnotherEngine() {
    InferenceService custom = service("{type: Custom, image: \"x:1\", custom: {command: [serve]}}");

    assertThat(new Revisions(List.of()).desired(custom, Play.PINS, ON_CLAIM).spec().kvSlots())
        .isNull();
  }

  private Revision desired(String kvSlots) {
    return new Revisions(
            List.of(with, new Revision(without.hash(), without.spec(), 2, without.template())))
        .desired(service, Play.PINS, cache(kvSlots));
  }

  private static TokenCache cache(String kvSlots) {
    return Serialization.unmarshal(
        "metadata: {name: agents}\nspec: {kvSlots: %s}".formatted(kvSlots), TokenCache.class);
  }

  private static InferenceService service(String engine) {
    InferenceService service = new InferenceService();
    service.getMetadata().setName("chat");
    service.setSpec(
        Serialization.unmarshal(
            """
            model: {name: smollm2, uri: "pvc://models/a.gguf"}
            engine: %s
            cache: {tokenCacheRef: {name: agents}}
            """
                .formatted(engine),
            InferenceServiceSpec.class));
    return service;
  }
}
