package dev.rampwright.operator.inferenceservice.status;

import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.resources.ClientAuths;
import dev.rampwright.operator.inferenceservice.resources.ClientKeys;
import dev.rampwright.operator.inferenceservice.resources.IssuerAuthorities;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.sidecar.Channel;
import dev.rampwright.operator.kube.Conditions;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.kube.Truth;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Optional;

/** The condition AuthReady, which exists only where the spec asks clients who they are. */
final class AuthCondition {
  private static final String TYPE = "AuthReady";

  private AuthCondition() {}

  static Conditions on(Conditions conditions, Gathered seen, Decision decision) {
    var serving = seen.service().getSpec().serving();
    if (serving == null || ClientAuths.of(serving, name -> null, Optional.of("whatever")) == null) {
      return conditions.without(TYPE);
    }
    if (decision.running().stream().anyMatch(it -> Channel.of(it) == Channel.CLEAR)) {
      return conditions.with(
          TYPE,
          Truth.False,
          Reason.AuthNotEnforced,
          "pods of release 0.1.0 let everybody in; change the spec, so that a new revision takes"
              + " over");
    }
    if (ClientAuths.authorities(serving, name -> seen.objects().find(Secret.class, name))
            .orElse(null)
        instanceof IssuerAuthorities.Unusable(Reason reason, String message)) {
      return conditions.with(TYPE, Truth.False, reason, message);
    }
    return ClientAuths.keys(serving, name -> seen.objects().find(Secret.class, name))
        .map(keys -> of(conditions, keys))
        .orElseGet(
            () ->
                conditions.with(
                    TYPE,
                    Truth.True,
                    Reason.AuthReady,
                    serving.auth() != null && serving.auth().jwt() != null
                        ? "clients are told apart by tokens of " + serving.auth().jwt().issuer()
                        : "clients are told apart by a header"));
  }

  private static Conditions of(Conditions conditions, ClientKeys keys) {
    return switch (keys) {
      case ClientKeys.Usable(var byTenant) ->
          conditions.with(
              TYPE,
              Truth.True,
              Reason.AuthReady,
              "keys of %d tenants are let in".formatted(byTenant.size()));
      case ClientKeys.Unusable(Reason reason, String message) ->
          conditions.with(TYPE, Truth.False, reason, message);
    };
  }
}
