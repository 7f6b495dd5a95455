package dev.rampwright.operator.inferenceservice.rollout;

import dev.rampwright.contracts.SidecarPorts;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.gather.ModelPodView;
import dev.rampwright.operator.inferenceservice.resources.Exposure;
import dev.rampwright.operator.inferenceservice.resources.Services;
import dev.rampwright.operator.inferenceservice.resources.ServingTls;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import dev.rampwright.operator.inferenceservice.sidecar.Channel;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * By which ports clients are led to the sidecars. Where TLS is asked for, a Service that has led
 * them in clear text goes on to until every ready pod serves TLS, so that nobody is cut off by a
 * certificate that is not there yet; one that has not, never does. A gateway needs clear text.
 */
public final class Exposures {
  private Exposures() {}

  /** Of the Service that clients use. */
  public static Exposure entry(Gathered seen, Decision decision) {
    return of(seen, seen.identity().name(), decision.ramp().entryRevision());
  }

  /** Of a revision's own Service. */
  public static Exposure revision(Gathered seen, String hash) {
    return of(seen, seen.identity().revisionName(hash), hash);
  }

  /** Whether clear text leads to the pods of that revision no more. */
  static boolean isTlsOnly(Gathered seen, Decision decision, String hash) {
    return seen.tls().isPresent()
        && !entry(seen, decision).clear()
        && !revision(seen, hash).clear();
  }

  /** The pods' ports that clients may reach. */
  public static List<Integer> clientPorts(Gathered seen, Decision decision) {
    if (seen.tls().isEmpty()) {
      return List.of(SidecarPorts.SERVE);
    }
    boolean tlsOnly =
        decision.running().stream()
            .map(Revision::hash)
            .allMatch(hash -> isTlsOnly(seen, decision, hash));
    return Stream.of(SidecarPorts.SERVE, SidecarPorts.SERVE_TLS)
        .filter(port -> !tlsOnly || port == SidecarPorts.SERVE_TLS)
        .toList();
  }

  /** Whether a pod is about to show another certificate, of which nobody tells but itself. */
  public static boolean arePending(Gathered seen, Decision decision) {
    return seen.tls()
        .filter(
            tls ->
                tls instanceof ServingTls.Usable wanted
                    && seen.readyPodsOf(decision.ramp().entryRevision()).stream()
                        .filter(pod -> pod.channel() == Channel.MUTUAL_TLS)
                        .anyMatch(pod -> !shows(pod, wanted.fingerprint())))
        .isPresent();
  }

  private static boolean shows(ModelPodView pod, String fingerprint) {
    return pod.stats().filter(stats -> fingerprint.equals(stats.servingCertificate())).isPresent();
  }

  private static Exposure of(Gathered seen, String name, String hash) {
    if (seen.tls().isEmpty()) {
      return Exposure.CLEAR;
    }
    List<ModelPodView> pods = seen.readyPodsOf(hash);
    boolean served = !pods.isEmpty() && pods.stream().allMatch(Exposures::servesTls);
    @Nullable Service actual = seen.objects().find(Service.class, name);
    boolean wasClear = actual != null && Services.isClear(actual);
    boolean route = seen.service().getSpec().route() != null;
    return new Exposure(route || (wasClear && !served), true, served);
  }

  private static boolean servesTls(ModelPodView pod) {
    return pod.stats().filter(stats -> stats.servingCertificate() != null).isPresent();
  }
}
