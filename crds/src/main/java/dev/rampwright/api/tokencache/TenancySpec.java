package dev.rampwright.api.tokencache;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which tenants are replayed each other's answers. */
@ValidationRule(
    value =
        "!has(self.shared) || !has(self.isolation) || self.isolation != 'None'"
            + " || size(self.shared) == 0",
    fieldPath = ".shared",
    message =
        "isolation None shares everything with everybody: leave shared out, or write isolation:"
            + " Tenant")
@ValidationRule(
    value =
        "!has(self.shared) || self.shared.all(g, g.tenants.all(t,"
            + " self.shared.exists_one(h, t in h.tenants)))",
    fieldPath = ".shared",
    message =
        "a tenant stands in two groups: whoever shares with both would join them; write it once")
public record TenancySpec(
    @Default("Tenant")
        @JsonPropertyDescription(
            "Tenant keeps each tenant's entries apart. None shares all entries among all, which"
                + " tells each what others have asked.")
        @Nullable Isolation isolation,
    @Size(max = 16) @JsonPropertyDescription("Groups of tenants that share. If not given: none.")
        @Nullable List<Group> shared) {

  /** How far entries reach. */
  public enum Isolation {
    Tenant,
    None
  }

  /** Tenants that are replayed each other's answers. */
  public record Group(
      @Required
          @Size(min = 1, max = 63)
          @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
          @JsonPropertyDescription("Name of the group.")
          String name,
      @Required
          @Size(min = 1, max = 32)
          @JsonPropertyDescription("Its tenants, as serving.auth knows them.")
          List<@Size(min = 1, max = 128) String> tenants) {}
}
