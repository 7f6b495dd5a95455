package dev.rampwright.operator.inferenceservice;

import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.utils.Serialization;

/** What a kubelet says of pods. */
public final class PodStatuses {
  private PodStatuses() {}

  /** Loaded and serving. EndpointSlices refuse loopback addresses, so they get another. */
  public static PodStatus ready(String address) {
    return parse(
        """
        phase: Running
        podIP: %s
        podIPs: [{ip: %s}]
        conditions:
        - {type: PodScheduled, status: "True", lastTransitionTime: "2026-01-01T00:00:00Z"}
        - {type: Ready, status: "True", lastTransitionTime: "2026-01-01T00:00:05Z"}
        initContainerStatuses:
        - {name: sidecar, image: s, imageID: s, ready: true, started: true, restartCount: 0,
           state: {running: {startedAt: "2026-01-01T00:00:01Z"}}}
        containerStatuses:
        - {name: engine, image: e, imageID: e, ready: true, started: true, restartCount: 0,
           state: {running: {startedAt: "2026-01-01T00:00:02Z"}}}
        """
            .formatted(address, address));
  }

  /** The engine loads its model. */
  static PodStatus loading(String address) {
    return parse(
        """
        phase: Running
        podIP: %s
        podIPs: [{ip: %s}]
        conditions:
        - {type: PodScheduled, status: "True", lastTransitionTime: "2026-01-01T00:00:00Z"}
        - {type: Ready, status: "False", lastTransitionTime: "2026-01-01T00:00:05Z"}
        initContainerStatuses:
        - {name: sidecar, image: s, imageID: s, ready: false, started: true, restartCount: 0,
           state: {running: {startedAt: "2026-01-01T00:00:01Z"}}}
        containerStatuses:
        - {name: engine, image: e, imageID: e, ready: true, started: true, restartCount: 0,
           state: {running: {startedAt: "2026-01-01T00:00:02Z"}}}
        """
            .formatted(address, address));
  }

  /** The engine has exited three times. */
  static PodStatus crashing(String address) {
    return parse(
        """
        phase: Running
        podIP: %s
        podIPs: [{ip: %s}]
        conditions:
        - {type: PodScheduled, status: "True", lastTransitionTime: "2026-01-01T00:00:00Z"}
        - {type: Ready, status: "False", lastTransitionTime: "2026-01-01T00:00:05Z"}
        initContainerStatuses:
        - {name: sidecar, image: s, imageID: s, ready: false, started: true, restartCount: 0,
           state: {running: {startedAt: "2026-01-01T00:00:01Z"}}}
        containerStatuses:
        - name: engine
          image: e
          imageID: e
          ready: false
          started: false
          restartCount: 2
          state: {waiting: {reason: CrashLoopBackOff, message: back-off 20s}}
          lastState:
            terminated:
              exitCode: 1
              reason: Error
              message: "error: unknown argument: --no-such-flag"
              finishedAt: "2026-01-01T00:00:40Z"
        """
            .formatted(address, address));
  }

  static boolean isReady(PodStatus status) {
    return status.getConditions().stream()
        .anyMatch(it -> it.getType().equals("Ready") && it.getStatus().equals("True"));
  }

  private static PodStatus parse(String yaml) {
    return Serialization.unmarshal(yaml, PodStatus.class);
  }
}
