package dev.rampwright.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class CrdFilesTest {
  /** Of one object's annotations; client-side apply keeps the whole manifest in one. */
  private static final int LARGEST_ANNOTATION = 262_144;

  private static final String SCHEMA = "/spec/versions/0/schema/openAPIV3Schema";
  private static final SequencedMap<String, String> FILES = CrdManifests.all();

  @Test
  void theTreeHoldsWhatTheRecordsSay() {
    FILES.forEach(
        (name, yaml) ->
            CommittedFiles.CRD_FOLDERS.forEach(
                folder -> CommittedFiles.compare(folder.resolve(name), yaml)));
  }

  @Test
  void everyKindFitsIntoTheAnnotationOfAClientSideApply() {
    assertThat(FILES).hasSize(3);
    FILES.forEach(
        (name, yaml) ->
            assertThat(yaml.getBytes(StandardCharsets.UTF_8))
                .as(name)
                .hasSizeLessThan(LARGEST_ANNOTATION));
  }

  @Test
  void columnsStandInTheOrderInWhichTheyAreWritten() {
    assertThat(columns("inferenceservices"))
        .containsExactly(
            "URL",
            "READY",
            "REVISION",
            "CANDIDATE",
            "WEIGHT",
            "STATE",
            "HITRATE",
            "AGE",
            "ENGINE",
            "MODEL",
            "REPLICAS",
            "REASON");
    assertThat(columns("tokencaches"))
        .containsExactly(
            "READY",
            "REDIS",
            "SIDECARS",
            "HITRATE",
            "TOKENHITS",
            "AGE",
            "REASON",
            "PROFILE",
            "TARGETS",
            "PREWARMED");
    assertThat(columns("benchmarkruns"))
        .containsExactly(
            "TARGET", "STATE", "VERDICT", "TTFT-P95", "TOK/S", "PROGRESS", "AGE", "MESSAGE");
  }

  @Test
  void anAutoscalerFindsReplicasAndSelector() {
    JsonNode scale = version("inferenceservices").at("/subresources/scale");
    assertThat(scale.get("specReplicasPath").asText()).isEqualTo(".spec.replicas");
    assertThat(scale.get("statusReplicasPath").asText()).isEqualTo(".status.replicas");
    assertThat(scale.get("labelSelectorPath").asText()).isEqualTo(".status.selector");
  }

  @Test
  void noRuleReadsTheReplicasSinceScaleWritesPassItToo() {
    version("inferenceservices")
        .findValues("rule")
        .forEach(rule -> assertThat(rule.asText()).doesNotContain("replicas"));
  }

  @Test
  void everySpecFieldIsBounded() {
    FILES.forEach(
        (name, yaml) ->
            assertThat(SpecGaps.of(Yaml.read(yaml).at(SCHEMA + "/properties/spec")))
                .as(name)
                .isEmpty());
  }

  @Test
  void everyMessageSaysMoreThanThatSomethingIsWrong() {
    FILES
        .values()
        .forEach(
            yaml ->
                rules(Yaml.read(yaml))
                    .forEach(
                        rule -> assertThat(rule.path("message").asText()).hasSizeGreaterThan(30)));
  }

  private static List<JsonNode> rules(JsonNode tree) {
    return tree.findValues("x-kubernetes-validations").stream()
        .flatMap(rules -> rules.valueStream())
        .toList();
  }

  private static List<String> columns(String plural) {
    return version(plural).get("additionalPrinterColumns").findValuesAsText("name");
  }

  private static ObjectNode version(String plural) {
    return (ObjectNode) Yaml.read(yamlOf(plural)).at("/spec/versions/0");
  }

  private static String yamlOf(String plural) {
    return Objects.requireNonNull(FILES.get(plural + ".yaml"));
  }
}
