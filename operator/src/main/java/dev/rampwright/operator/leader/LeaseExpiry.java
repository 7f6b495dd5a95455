package dev.rampwright.operator.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Instant;
import java.util.Optional;

/** Judges whether a process that believes to lead still may. */
public final class LeaseExpiry {
  private LeaseExpiry() {}

  /** Why {@code identity} no longer leads at {@code now}; empty while it does. */
  public static Optional<String> problem(String identity, Optional<Lease> lease, Instant now) {
    if (lease.isEmpty()) {
      return Optional.of("the lease is gone");
    }
    LeaseSpec spec = lease.get().getSpec();
    if (!identity.equals(spec.getHolderIdentity())) {
      return Optional.of("the lease is held by '%s'".formatted(spec.getHolderIdentity()));
    }
    Instant end = spec.getRenewTime().toInstant().plusSeconds(spec.getLeaseDurationSeconds());
    return now.isAfter(end) ? Optional.of("the lease ended at " + end) : Optional.empty();
  }
}
