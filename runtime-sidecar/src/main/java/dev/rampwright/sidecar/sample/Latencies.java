package dev.rampwright.sidecar.sample;

import java.time.Duration;
import java.util.Optional;

/**
 * How long one request's answer took.
 *
 * @param ttft from arrival to the first content event; of streams only
 * @param itl mean gap between content events; of streams with at least two
 * @param e2e from arrival to the end
 */
public record Latencies(Optional<Duration> ttft, Optional<Duration> itl, Duration e2e) {}
