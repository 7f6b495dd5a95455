package dev.rampwright.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InvalidResourcesTest {
  private static final List<Samples> INVALID = Samples.invalid();

  @Test
  void everyRuleHasAFileThatItRefuses() {
    assertThat(ruleMessages())
        .isNotEmpty()
        .allSatisfy(
            message ->
                assertThat(INVALID)
                    .as("a file in invalid/ that expects a part of: %s", message)
                    .anyMatch(file -> message.contains(file.expectation())));
  }

  @Test
  void everyFileSaysWhatItExpects() {
    assertThat(INVALID)
        .allSatisfy(file -> assertThat(file.expectation()).as(file.name()).isNotBlank());
  }

  private static List<String> ruleMessages() {
    return CrdManifests.all().values().stream()
        .flatMap(yaml -> Yaml.read(yaml).findValues("x-kubernetes-validations").stream())
        .flatMap(rules -> rules.valueStream())
        .map(rule -> rule.path("message").asText())
        .distinct()
        .toList();
  }
}
