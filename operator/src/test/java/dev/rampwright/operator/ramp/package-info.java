/** Tests of the ramp; {@code TransitionTable} holds every transition as a row. */
@NullMarked
package dev.rampwright.operator.ramp;

import org.jspecify.annotations.NullMarked;
