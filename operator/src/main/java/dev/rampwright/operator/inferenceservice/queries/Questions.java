package dev.rampwright.operator.inferenceservice.queries;

import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.ramp.QueryGate;
import java.util.List;

/**
 * What a step in force wants to know.
 *
 * @param service which service
 * @param epoch of the split; answers of another one do not count
 * @param provider the name of the server to ask
 * @param candidate hash of the revision that is tried
 * @param stable hash of the revision that it is to replace
 * @param gates whose queries are to be asked
 */
public record Questions(
    Identity service,
    long epoch,
    String provider,
    String candidate,
    String stable,
    List<QueryGate> gates) {
  public Questions {
    gates = List.copyOf(gates);
  }
}
