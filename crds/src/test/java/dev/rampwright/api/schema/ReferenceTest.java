package dev.rampwright.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceTest {
  private static final String REFERENCE = Reference.of(CrdManifests.all().values());

  @Test
  void theTreeHoldsWhatTheManifestsSay() {
    CommittedFiles.compare(CommittedFiles.REFERENCE, REFERENCE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          | `model.uri` | string, required | | 1 to 1024 characters | R |
          | `replicas` | integer | `1` | 0 to 1000 | L |
          | `engine.imagePullPolicy` | string | `IfNotPresent` | `Always`, `IfNotPresent`, `Never` | R |
          | `rollout.steps[].hold` | string | `5m` | | L |
          | `engine.resources` | ResourceRequirements | | | R |
          | `benchmark.load.seed` | integer | `42` | at least 0 | I |
          | `conditions` | list of Condition |
          """)
  void aFieldsRowSaysTypeDefaultBoundsAndWhatAnEditDoes(String row) {
    assertThat(REFERENCE).contains("\n" + row);
  }

  @Test
  void everyFieldOfASpecIsDescribed() {
    assertThat(REFERENCE.lines().filter(line -> line.matches("\\| `.*\\| [RLI] \\| *\\|")))
        .isEmpty();
  }
}
