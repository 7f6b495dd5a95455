package dev.rampwright.operator.tokencache;

import dev.rampwright.contracts.SidecarStats;
import java.util.List;

/** What a TokenCache must know of a service's sidecars. */
public interface SidecarReadings {
  /** Answers of the running ones; those that do not answer are left out. */
  List<SidecarStats> read(String namespace, String service);

  /** Whether a revision of the service has sidecars of release 0.1.0, which know no TLS. */
  boolean anyInClearText(String namespace, String service);
}
