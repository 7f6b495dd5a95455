/** Tests of the package of the same name. */
@NullMarked
package dev.rampwright.operator.inferenceservice.router;

import org.jspecify.annotations.NullMarked;
