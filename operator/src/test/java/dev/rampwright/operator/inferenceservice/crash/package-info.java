/** Random sequences of events, in which the operator dies before and after its writes. */
@NullMarked
package dev.rampwright.operator.inferenceservice.crash;

import org.jspecify.annotations.NullMarked;
