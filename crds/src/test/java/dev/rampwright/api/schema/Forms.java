package dev.rampwright.api.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rampwright.api.common.Api;
import dev.rampwright.api.inferenceservice.PodSpec;
import dev.rampwright.api.tokencache.TokenCacheSpec;
import java.util.Map;
import java.util.Optional;

/** Patterns that many fields share, with a message that says what to write. */
final class Forms {
  /**
   * A form of text.
   *
   * @param maxLength bounds the rule's cost; roomy, since a longer text is refused without the
   *     message
   * @param message instead of "should match" and a regular expression
   */
  private record Form(int maxLength, String message) {}

  private static final Map<String, Form> BY_PATTERN =
      Map.of(
          Api.DURATION,
          new Form(64, "write a duration such as 90s, 5m, 1h30m or 250ms"),
          Api.FRACTION,
          new Form(32, "write a fraction from 0 to 1 as text, such as \"0.01\""),
          Api.ENTRY_NAME,
          new Form(63, "write a name of a-z, 0-9 and '-', such as error-rate"),
          PodSpec.LABEL_VALUE,
          new Form(63, "write a label value: letters, digits, '-', '_' and '.', at most 63"),
          TokenCacheSpec.SIZE,
          new Form(32, "write a size from 1Mi to 999Gi, such as 64Mi or 2Gi"));

  private Forms() {}

  /** Puts a rule with the message in the place of the bare pattern. */
  static void explain(ObjectNode schema) {
    String pattern = schema.path("pattern").asText();
    Optional.ofNullable(BY_PATTERN.get(pattern))
        .ifPresent(
            form -> {
              schema.remove("pattern");
              schema.put("maxLength", form.maxLength());
              schema
                  .withArray("x-kubernetes-validations")
                  .addObject()
                  .put("rule", "self.matches('" + pattern + "')")
                  .put("message", form.message());
            });
  }
}
