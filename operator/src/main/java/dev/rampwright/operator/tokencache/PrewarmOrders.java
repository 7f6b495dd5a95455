package dev.rampwright.operator.tokencache;

import dev.rampwright.contracts.PrewarmOrder;

/** Tells the sidecars of a service what to ask before clients do. */
@FunctionalInterface
public interface PrewarmOrders {
  /** Sends it to those that have not been told; one that does not answer is told the next time. */
  void send(String namespace, String service, PrewarmOrder order);
}
