/** A client at a fixed rate, an instrument of tests and demonstrations. */
@NullMarked
package dev.rampwright.bench.steady;

import org.jspecify.annotations.NullMarked;
