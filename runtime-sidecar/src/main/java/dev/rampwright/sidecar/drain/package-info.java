/** Leaving without losing a request. */
@NullMarked
package dev.rampwright.sidecar.drain;

import org.jspecify.annotations.NullMarked;
