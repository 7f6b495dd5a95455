package dev.rampwright.bench.load;

/**
 * When the parts of a complete answer happened, in nanoseconds of one clock.
 *
 * @param intended when its request was meant to leave; latencies count from here
 * @param sent when the client began to send it
 * @param first when its first content came
 * @param last when its last content came
 */
public record Timing(long intended, long sent, long first, long last) {}
