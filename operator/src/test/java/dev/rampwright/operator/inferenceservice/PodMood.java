package dev.rampwright.operator.inferenceservice;

import io.fabric8.kubernetes.api.model.PodStatus;

/** How the pods of a revision are. */
public enum PodMood {
  READY,
  LOADING,
  CRASHING;

  /** What the kubelet says of such a pod. */
  PodStatus status(String address) {
    return switch (this) {
      case READY -> PodStatuses.ready(address);
      case LOADING -> PodStatuses.loading(address);
      case CRASHING -> PodStatuses.crashing(address);
    };
  }
}
