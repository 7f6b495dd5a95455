/** Tests of the package of the same name. */
@NullMarked
package dev.rampwright.operator.inferenceservice.apply;

import org.jspecify.annotations.NullMarked;
