package dev.rampwright.sidecar.config;

import dev.rampwright.contracts.SidecarConfig;

/**
 * A configuration that passed its checks.
 *
 * @param value the record
 * @param digest of the text it was read from, so that an operator of another release, which may
 *     write fields unknown here, recognises its own text
 */
public record ActiveConfig(SidecarConfig value, String digest) {}
