/**
 * The operator on a real API server under the watch of a clock; run by make bench-ramp, never by
 * make test. Figures are printed, not asserted.
 */
@NullMarked
package dev.rampwright.operator.inferenceservice.bench;

import org.jspecify.annotations.NullMarked;
