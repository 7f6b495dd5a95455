package dev.rampwright.operator.ramp;

/**
 * Something that happened in a ramp, for a Kubernetes event.
 *
 * @param reason its class; says whether it is a warning
 * @param message one sentence for a person
 */
public record RampEvent(RampReason reason, String message) {}
