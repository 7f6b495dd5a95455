package dev.rampwright.operator.inferenceservice.crash;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarClient;
import dev.rampwright.operator.pki.Issuer;
import dev.rampwright.operator.settings.OperatorSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import java.time.Clock;

/** Starts an operator that knows nothing but what the cluster tells it. */
interface Maker {
  Reconciler<InferenceService> make(
      KubernetesClient client,
      OperatorSettings settings,
      SidecarClient sidecars,
      Issuer issuer,
      Clock clock);
}
