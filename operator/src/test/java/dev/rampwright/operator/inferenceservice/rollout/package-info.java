/** Tests of the package of the same name. */
@NullMarked
package dev.rampwright.operator.inferenceservice.rollout;

import org.jspecify.annotations.NullMarked;
