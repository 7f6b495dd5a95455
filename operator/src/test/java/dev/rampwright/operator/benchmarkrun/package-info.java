/** Tests. */
@NullMarked
package dev.rampwright.operator.benchmarkrun;

import org.jspecify.annotations.NullMarked;
