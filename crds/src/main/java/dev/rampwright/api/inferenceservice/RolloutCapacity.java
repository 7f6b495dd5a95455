package dev.rampwright.api.inferenceservice;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How many pods a ramp may use. */
@ValidationRule(
    value = "!has(self.maxSurge) || !has(self.mode) || self.mode != 'Recreate'",
    fieldPath = ".maxSurge",
    message = "Recreate uses no extra pods: leave maxSurge out, or write mode Surge or Swap")
public record RolloutCapacity(
    @Default("Surge")
        @JsonPropertyDescription(
            "Surge: the new revision's pods come beside the old ones. Swap: without spare room, old"
                + " pods make room for new ones, one by one. Recreate: the old pods go first, and the"
                + " service is down until the new revision is Ready.")
        @Nullable Mode mode,
    @Size(max = 4)
        @Pattern("^([0-9]{1,4}|[0-9]{1,3}%)$")
        @JsonPropertyDescription(
            "Pods that may exist beyond replicas while a ramp runs: a number, or percent of replicas,"
                + " rounded up. If not given: 100% for Surge, 0 for Swap.")
        @Nullable String maxSurge) {

  /** Who makes room for whom. */
  public enum Mode {
    Surge,
    Swap,
    Recreate
  }
}
