/** The two ways to divide clients' requests as the ramp says; pure. */
@NullMarked
package dev.rampwright.operator.inferenceservice.router;

import org.jspecify.annotations.NullMarked;
