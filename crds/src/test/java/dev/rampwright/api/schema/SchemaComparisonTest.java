package dev.rampwright.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaComparisonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {properties: {a: {type: string}}}              | {properties: {}}                                 | a: is gone
          {properties: {a: {type: string}}}              | {properties: {b: {type: string}}}                | a: is gone
          {properties: {a: {properties: {b: {}}}}}       | {properties: {a: {properties: {}}}}              | a.b: is gone
          {type: string}                                 | {type: integer}                                  | type was "string" and is "integer"
          {x-kubernetes-int-or-string: true}             | {type: string}                                   | type was absent and is "string"
          {enum: [A, B]}                                 | {enum: [A]}                                      | the value B is no longer accepted
          {type: string}                                 | {type: string, enum: [A]}                        | only [A] is accepted now
          {minimum: 1}                                   | {minimum: 2}                                     | minimum was 1 and is 2
          {}                                             | {minimum: 0}                                     | minimum was absent and is 0
          {maximum: 2}                                   | {maximum: 1}                                     | maximum was 2 and is 1
          {}                                             | {maxLength: 10}                                  | maxLength was absent and is 10
          {minLength: 0}                                 | {minLength: 1}                                   | minLength was 0 and is 1
          {maxItems: 8}                                  | {maxItems: 4}                                    | maxItems was 8 and is 4
          {}                                             | {minItems: 1}                                    | minItems was absent and is 1
          {maxProperties: 8}                             | {maxProperties: 4}                               | maxProperties was 8 and is 4
          {}                                             | {pattern: a}                                     | pattern was absent and is "a"
          {pattern: a}                                   | {pattern: b}                                     | pattern was "a" and is "b"
          {}                                             | {format: date-time}                              | format was absent and is "date-time"
          {format: int64}                                | {format: int32}                                  | format was "int64" and is "int32"
          {nullable: true}                               | {}                                               | nullable was true and is absent
          {default: 1}                                   | {default: 2}                                     | default was 1 and is 2
          {default: 1}                                   | {}                                               | default was 1 and is absent
          {properties: {a: {}}}                          | {properties: {a: {}}, required: [a]}             | .a: is required now
          {properties: {}}                               | {properties: {a: {}}, required: [a]}             | .a: is required now
          {}                                             | {x-kubernetes-validations: [{rule: self > 1}]}   | a rule is new or changed: self > 1
          {x-kubernetes-list-type: atomic}               | {x-kubernetes-list-type: map}                    | x-kubernetes-list-type was "atomic"
          {items: {maxLength: 2}}                        | {items: {maxLength: 1}}                          | []: maxLength was 2 and is 1
          {items: {maxLength: 2}}                        | {}                                               | []: is gone
          {additionalProperties: {maxLength: 2}}         | {additionalProperties: {maxLength: 1}}           | {}: maxLength was 2 and is 1
          {x-kubernetes-preserve-unknown-fields: true}   | {}                                               | x-kubernetes-preserve-unknown-fields was true
          """)
  void aNarrowingIsFound(String earlier, String later, String finding) {
    assertThat(breaks(earlier, later)).singleElement().asString().contains(finding);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {properties: {a: {}}}                          | {properties: {a: {}, b: {maxLength: 1}}}
          {enum: [A]}                                    | {enum: [A, B]}
          {enum: [A]}                                    | {}
          {minimum: 2, maximum: 3}                       | {minimum: 1, maximum: 4}
          {minLength: 1, maxLength: 2, pattern: a}       | {}
          {type: integer}                                | {x-kubernetes-int-or-string: true}
          {format: int32}                                | {format: int64}
          {properties: {a: {}}, required: [a]}           | {properties: {a: {}}}
          {x-kubernetes-validations: [{rule: self > 1}]} | {}
          {x-kubernetes-validations: [{rule: r, message: m}]} | {x-kubernetes-validations: [{rule: r, message: n}]}
          {description: a}                               | {description: b}
          {}                                             | {nullable: true}
          """)
  void aWideningIsNone(String earlier, String later) {
    assertThat(breaks(earlier, later)).isEmpty();
  }

  @Test
  void aRuleAboutANewFieldTakesNothingAway() {
    String later =
        """
        properties: {a: {}, b: {}}
        x-kubernetes-validations: [{rule: "!has(self.b) || self.b > 1"}]
        """;
    assertThat(breaks("properties: {a: {}}", later)).isEmpty();
    assertThat(breaks("properties: {a: {}, b: {}}", later)).hasSize(1);
  }

  @Test
  void norDoesOneAboutANewFieldOfAnOldOne() {
    String later =
        """
        properties: {a: {properties: {b: {}}}, c: {}}
        x-kubernetes-validations: [{rule: "has(self.c) || !has(self.a) || !has(self.a.b) || self.a.b > 1"}]
        """;
    assertThat(breaks("properties: {a: {properties: {}}}", later)).isEmpty();
    assertThat(breaks("properties: {a: {properties: {b: {}}}}", later)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "!has(self.a) or self.a > 1  | 0",
        "has(self.m) or has(self.n)  | 0",
        "self.k == 'A' or self.a > 2 | 0",
        "self.a > 2 or self.m.matches('x') | 0",
        "self.a > 2 or self.m.matches('y') | 1",
        "self.k == 'B' or self.a > 2 | 1",
        "has(self.n) or self.a > 2   | 1",
        "self.a > 3 ? self.a > 1 or true : self.a > 1 | 1",
        "self.a > 3 && (self.a > 1 or self.a > 1) | 1",
        "self.o == 'O' or self.a > 2 | 1",
        "self.a > 2 or !self.l.exists(e, has(e.new)) | 0",
        "self.a > 2 or !self.l.exists(e, has(e.old)) | 1",
        "self.a > 2 or !self.l.exists(e, has(f.new)) | 1",
        "self.a > 2 or !self.k.exists(e, has(e.new)) | 1"
      })
  void anAlternativeThatAlwaysHeldTakesNothingAway(String rule, int findings) {
    String earlier =
        """
        properties:
          a: {}
          k: {enum: [A]}
          o: {enum: [O]}
          l: {items: {properties: {old: {}}}}
          m: {x-kubernetes-validations: [{rule: "self.matches('x')"}]}
        required: [k, m]
        x-kubernetes-validations: [{rule: self.a > 1}]
        """;
    String later =
        "{properties: {a: {}, k: {}, o: {}, m: {}, l: {items: {properties: {old: {}}}}}, x-kubernetes-validations: [{rule: \"%s\"}]}"
            .formatted(rule.replace(" or ", " || "));

    assertThat(breaks(earlier, later)).hasSize(findings);
  }

  private static List<String> breaks(String earlier, String later) {
    return SchemaComparison.breaks(Yaml.read(earlier), Yaml.read(later));
  }
}
