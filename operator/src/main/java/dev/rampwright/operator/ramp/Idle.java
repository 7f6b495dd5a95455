package dev.rampwright.operator.ramp;

/** One revision serves everything. */
public record Idle(String stable, long epoch) implements Settled {}
