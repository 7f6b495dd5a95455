/** Composition root: reads the configuration, wires the reconcilers, starts them. */
@NullMarked
package dev.rampwright.operator.app;

import org.jspecify.annotations.NullMarked;
