/** Exact replay of deterministic answers: memory first, then Redis. */
@NullMarked
package dev.rampwright.sidecar.cache;

import org.jspecify.annotations.NullMarked;
