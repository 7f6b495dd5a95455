/** Tests of the package of the same name. */
@NullMarked
package dev.rampwright.operator.inferenceservice.gather;

import org.jspecify.annotations.NullMarked;
