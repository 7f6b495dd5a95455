/** Brings objects and sidecars to what was decided. */
@NullMarked
package dev.rampwright.operator.inferenceservice.apply;

import org.jspecify.annotations.NullMarked;
