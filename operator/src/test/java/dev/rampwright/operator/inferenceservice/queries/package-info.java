/** Tests of the package of the same name. */
@NullMarked
package dev.rampwright.operator.inferenceservice.queries;

import org.jspecify.annotations.NullMarked;
