/** A real API server, golden files and an operator under test. */
@NullMarked
package dev.rampwright.operator.testing;

import org.jspecify.annotations.NullMarked;
