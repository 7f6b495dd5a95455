/** Talks to the sidecars' admin port. */
@NullMarked
package dev.rampwright.operator.inferenceservice.sidecar;

import org.jspecify.annotations.NullMarked;
