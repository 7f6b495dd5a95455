package dev.rampwright.api.inferenceservice;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An HTTPRoute of the Gateway API that the operator owns; it has the service's name. */
@ValidationRule(
    value =
        "!has(self.parentRefs) || self.parentRefs.all(p, self.parentRefs.exists_one(q,"
            + " q.name == p.name"
            + " && (has(q.__namespace__) ? q.__namespace__ : '')"
            + " == (has(p.__namespace__) ? p.__namespace__ : '')"
            + " && (has(q.sectionName) ? q.sectionName : '')"
            + " == (has(p.sectionName) ? p.sectionName : '')))",
    fieldPath = ".parentRefs",
    message = "a Gateway, or a listener of it, stands twice: write each once")
public record RouteSpec(
    @Required
        @Size(min = 1, max = 8)
        @JsonPropertyDescription("The Gateways, or listeners of them, that lead to the service.")
        List<ParentRef> parentRefs,
    @Size(max = 16)
        @JsonPropertyDescription(
            "Host names of the requests that are meant. If not given: all that the listeners take.")
        @Nullable
            List<
                @Size(min = 1, max = 253)
                @Pattern(
                    "^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")
                String>
            hostnames) {

  /** One Gateway, or one listener of it. */
  public record ParentRef(
      @Required
          @Size(min = 1, max = 253)
          @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
          @JsonPropertyDescription("Name of the Gateway.")
          String name,
      @Size(min = 1, max = 63)
          @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
          @JsonPropertyDescription(
              "Its namespace, whose Gateway must allow routes of this one. If not given: the"
                  + " service's own.")
          @Nullable String namespace,
      @Size(min = 1, max = 253)
          @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
          @JsonPropertyDescription("Name of one of its listeners. If not given: all of them.")
          @Nullable String sectionName) {}
}
