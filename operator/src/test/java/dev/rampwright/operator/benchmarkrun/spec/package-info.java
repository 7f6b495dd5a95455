/** Tests. */
@NullMarked
package dev.rampwright.operator.benchmarkrun.spec;

import org.jspecify.annotations.NullMarked;
