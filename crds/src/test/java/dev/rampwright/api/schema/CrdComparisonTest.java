package dev.rampwright.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrdComparisonTest {
  private static final String CRD =
      """
      spec:
        group: rampwright.dev
        scope: Namespaced
        names: {kind: A, plural: as, singular: a, shortNames: [sa], categories: [rampwright]}
        versions:
          - name: v1alpha1
            served: true
            subresources:
              status: {}
              scale: {specReplicasPath: .spec.replicas}
            schema: {openAPIV3Schema: {properties: {a: {type: string}}}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kind: A            | kind: B             | /spec/names/kind
          scope: Namespaced  | scope: Cluster      | /spec/scope
          shortNames: [sa]   | shortNames: [sb]    | shortNames: sa is gone
          [rampwright]       | []                  | categories: rampwright is gone
          name: v1alpha1     | name: v1beta1       | version v1alpha1 is no longer served
          served: true       | served: false       | version v1alpha1 is no longer served
          status: {}         | other: {}           | /subresources/status
          .spec.replicas     | .spec.size          | /subresources/scale/specReplicasPath
          type: string       | type: integer       | a: type was "string"
          """)
  void whatIsTakenAwayIsFound(String text, String instead, String finding) {
    assertThat(CRD).contains(text);
    assertThat(CrdComparison.breaks(Yaml.read(CRD), Yaml.read(CRD.replace(text, instead))))
        .singleElement()
        .asString()
        .contains(finding);
  }

  @Test
  void anotherShortNameTakesNothingAway() {
    String later = CRD.replace("[sa]", "[sa, sb]");
    assertThat(CrdComparison.breaks(Yaml.read(CRD), Yaml.read(later))).isEmpty();
  }
}
