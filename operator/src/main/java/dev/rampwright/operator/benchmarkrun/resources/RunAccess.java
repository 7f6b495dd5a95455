package dev.rampwright.operator.benchmarkrun.resources;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;

/** The pod's identity, which may read and patch its own report and nothing else. */
public final class RunAccess {
  private static final String RBAC = "rbac.authorization.k8s.io";

  private RunAccess() {}

  /** The identity; its token is mounted by the Job's pod only. */
  public static ServiceAccount account(RunNames names) {
    return new ServiceAccountBuilder()
        .withMetadata(names.benchMeta())
        .withAutomountServiceAccountToken(false)
        .build();
  }

  /** Get and patch of exactly one ConfigMap. */
  public static Role role(RunNames names) {
    return new RoleBuilder()
        .withMetadata(names.benchMeta())
        .addNewRule()
        .withApiGroups("")
        .withResources("configmaps")
        .withResourceNames(names.report())
        .withVerbs("get", "patch")
        .endRule()
        .build();
  }

  /** Gives that role to that identity. */
  public static RoleBinding binding(RunNames names) {
    return new RoleBindingBuilder()
        .withMetadata(names.benchMeta())
        .withNewRoleRef()
        .withApiGroup(RBAC)
        .withKind("Role")
        .withName(names.bench())
        .endRoleRef()
        .addNewSubject()
        .withKind("ServiceAccount")
        .withName(names.bench())
        .withNamespace(names.namespace())
        .endSubject()
        .build();
  }
}
