package dev.rampwright.operator.tokencache;

import dev.rampwright.contracts.SidecarStats;
import java.util.List;

/** Asks the sidecars of a service what they count. */
@FunctionalInterface
public interface SidecarReadings {
  /** Answers of the running ones; those that do not answer are left out. */
  List<SidecarStats> read(String namespace, String service);
}
