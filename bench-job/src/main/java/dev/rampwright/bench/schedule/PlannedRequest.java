package dev.rampwright.bench.schedule;

/**
 * A request and the time it is meant to leave.
 *
 * @param index from 0, over warm-up and measured stretch together
 * @param offsetNanos intended send time, counted from the start of the load
 * @param measured false during warm-up
 */
public record PlannedRequest(long index, long offsetNanos, boolean measured) {}
