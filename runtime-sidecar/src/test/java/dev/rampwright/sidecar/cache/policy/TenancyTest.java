package dev.rampwright.sidecar.cache.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TenancyTest {
  private static final Tenant ALICE = new Tenant("alice");
  private static final Tenant BOB = new Tenant("bob");

  @Test
  void keepsTenantsApart() {
    assertThat(Tenancy.ISOLATED.namespaceOf(ALICE))
        .isNotEqualTo(Tenancy.ISOLATED.namespaceOf(BOB))
        .isEqualTo(Tenancy.ISOLATED.namespaceOf(new Tenant("alice")));
  }

  @Test
  void bringsAGroupTogetherAndNobodyElse() {
    Tenancy tenancy = new Tenancy(true, Map.of("alice", "search", "bob", "search"));

    assertThat(tenancy.namespaceOf(ALICE)).isEqualTo(tenancy.namespaceOf(BOB));
    assertThat(tenancy.namespaceOf(new Tenant("carol"))).isNotEqualTo(tenancy.namespaceOf(BOB));
  }

  @Test
  void withoutIsolationAllAreOne() {
    Tenancy tenancy = new Tenancy(false, Map.of("alice", "search"));

    assertThat(tenancy.namespaceOf(ALICE))
        .isEqualTo(tenancy.namespaceOf(BOB))
        .isEqualTo(tenancy.namespaceOf(Tenant.ANONYMOUS));
  }

  /** Whoever may choose a tenant's name must not get into a group, or to everybody's entries. */
  @Test
  void noNameOfATenantIsThatOfAnotherNamespace() {
    Tenancy grouped = new Tenancy(true, Map.of("alice", "search", "bob", ""));
    Tenancy open = new Tenancy(false, Map.of());
    List<Namespace> namespaces =
        List.of(
            grouped.namespaceOf(ALICE),
            grouped.namespaceOf(BOB),
            open.namespaceOf(ALICE),
            grouped.namespaceOf(Tenant.ANONYMOUS),
            grouped.namespaceOf(new Tenant("search")),
            grouped.namespaceOf(new Tenant("group:search")),
            grouped.namespaceOf(new Tenant("tenant:alice")),
            grouped.namespaceOf(new Tenant("everybody:")),
            grouped.namespaceOf(new Tenant("anonymous")));

    assertThat(namespaces).doesNotHaveDuplicates();
  }
}
