package dev.rampwright.operator.inferenceservice.status;

import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.gather.ModelPodView;
import dev.rampwright.operator.inferenceservice.resources.ServingTls;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.rollout.Exposures;
import dev.rampwright.operator.inferenceservice.sidecar.Channel;
import dev.rampwright.operator.kube.Conditions;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.kube.Truth;
import java.util.List;
import java.util.Optional;

/** The condition TlsReady, which exists only where the spec names a certificate. */
final class TlsCondition {
  private static final String TYPE = "TlsReady";

  private TlsCondition() {}

  static Conditions on(Conditions conditions, Gathered seen, Decision decision) {
    if (seen.tls().isEmpty()) {
      return conditions.without(TYPE);
    }
    Explanation is = explain(seen.tls().get(), seen, decision);
    return conditions.with(
        TYPE, Truth.of(is.reason() == Reason.TlsReady), is.reason(), is.message());
  }

  /** Why nobody can be served although pods are ready; empty if somebody can. */
  static Optional<Explanation> closed(Gathered seen, Decision decision) {
    List<SidecarStats> said = said(seen, decision);
    boolean closed =
        seen.tls().isPresent()
            && !Exposures.entry(seen, decision).clear()
            && !said.isEmpty()
            && said.stream().allMatch(stats -> stats.servingCertificate() == null);
    return closed ? seen.tls().map(tls -> explain(tls, seen, decision)) : Optional.empty();
  }

  private static Explanation explain(ServingTls tls, Gathered seen, Decision decision) {
    if (isOfReleaseOne(decision)) {
      return new Explanation(
          Reason.TlsNotServed,
          "pods of release 0.1.0 serve clear text only; change the spec, so that a new revision"
              + " takes over");
    }
    return switch (tls) {
      case ServingTls.Unusable(Reason reason, String message) ->
          new Explanation(reason, message + "; " + meanwhile(seen, decision));
      case ServingTls.Usable usable -> shown(usable, seen, decision);
    };
  }

  private static Explanation shown(ServingTls.Usable wanted, Gathered seen, Decision decision) {
    int ready = seen.readyPodsOf(decision.ramp().entryRevision()).size();
    long showing =
        said(seen, decision).stream()
            .filter(stats -> wanted.fingerprint().equals(stats.servingCertificate()))
            .count();
    return ready > 0 && showing == ready
        ? new Explanation(
            Reason.TlsReady,
            "clients are shown the certificate for %s, which ends %s"
                .formatted(wanted.names(), wanted.validUntil()))
        : new Explanation(
            Reason.TlsPending,
            "%d of %d ready pods show the certificate for %s, which ends %s; %s"
                .formatted(
                    showing,
                    ready,
                    wanted.names(),
                    wanted.validUntil(),
                    meanwhile(seen, decision)));
  }

  private static String meanwhile(Gathered seen, Decision decision) {
    if (said(seen, decision).stream().anyMatch(stats -> stats.servingCertificate() != null)) {
      return "the last good certificate goes on to serve";
    }
    return Exposures.entry(seen, decision).clear()
        ? "clients are served in clear text until then"
        : "nobody is served until then";
  }

  private static List<SidecarStats> said(Gathered seen, Decision decision) {
    return seen.readyPodsOf(decision.ramp().entryRevision()).stream()
        .map(ModelPodView::stats)
        .flatMap(Optional::stream)
        .toList();
  }

  private static boolean isOfReleaseOne(Decision decision) {
    return decision
        .revisions()
        .find(decision.ramp().entryRevision())
        .filter(revision -> Channel.of(revision) == Channel.CLEAR)
        .isPresent();
  }
}
