package dev.rampwright.api.inferenceservice;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Whose requests the new revision gets. */
@ValidationRule(
    value = "!has(self.split) || self.split != 'Sticky' || has(self.stickyHeader)",
    fieldPath = ".stickyHeader",
    message =
        "split Sticky needs a header that tells sessions apart: write stickyHeader, such as"
            + " x-session-id")
@ValidationRule(
    value = "!has(self.stickyHeader) || (has(self.split) && self.split == 'Sticky')",
    fieldPath = ".stickyHeader",
    message = "stickyHeader is for split Sticky only: leave it out, or write split: Sticky")
@ValidationRule(
    value =
        "!has(self.stickyHeader) || !self.stickyHeader.lowerAscii().startsWith('x-rampwright-')",
    fieldPath = ".stickyHeader",
    message = "headers x-rampwright-* are the sidecars' own: write another, such as x-session-id")
@ValidationRule(
    value =
        "!has(self.router) || self.router != 'Gateway'"
            + " || !has(self.split) || self.split != 'Sticky'",
    fieldPath = ".split",
    message =
        "a Gateway splits request by request and knows no sessions: leave split and stickyHeader"
            + " out, or write router: Sidecar")
public record RolloutTraffic(
    @Default("Sidecar")
        @JsonPropertyDescription(
            "Sidecar: the sidecars of the stable revision split all requests, wherever they come"
                + " from. Gateway: the Gateway that spec.route names splits its own, by weights in"
                + " the HTTPRoute; requests to the Service go to the stable revision alone.")
        @Nullable Router router,
    @Default("Exact")
        @JsonPropertyDescription(
            "With router Sidecar. Exact: every request is counted, the share is exact to one request per pod. Sticky: a"
                + " session stays on one side, and none returns while the weight rises; requests"
                + " without the header are split as with Exact.")
        @Nullable Split split,
    @Size(min = 1, max = 64)
        @Pattern("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")
        @JsonPropertyDescription("The request header that tells sessions apart.")
        @Nullable String stickyHeader) {

  /** Who splits. */
  public enum Router {
    Sidecar,
    Gateway
  }

  /** How requests are chosen. */
  public enum Split {
    Exact,
    Sticky
  }
}
