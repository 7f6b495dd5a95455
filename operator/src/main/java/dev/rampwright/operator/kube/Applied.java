package dev.rampwright.operator.kube;

/**
 * Outcome of an apply.
 *
 * @param object as the API server has it
 * @param written false if it was right already
 */
public record Applied<T>(T object, boolean written) {}
