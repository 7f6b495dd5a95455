package dev.rampwright.bench.load;

import dev.rampwright.bench.schedule.PlannedRequest;

/**
 * A planned request on the clock of its run.
 *
 * @param request what was planned
 * @param intendedNanos when it is meant to leave, on the clock that times the answers
 */
public record Departure(PlannedRequest request, long intendedNanos) {}
