/** Tests. */
@NullMarked
package dev.rampwright.operator.benchmarkrun.target;

import org.jspecify.annotations.NullMarked;
