/** Translates between the API's records and the ramp's; pure. */
@NullMarked
package dev.rampwright.operator.inferenceservice.rollout;

import org.jspecify.annotations.NullMarked;
