package dev.rampwright.bench.measure;

/**
 * One of the failures of a kind.
 *
 * @param kind what failures are counted by
 * @param detail the server's or the network's own words
 */
public record FailureExample(String kind, String detail) {}
