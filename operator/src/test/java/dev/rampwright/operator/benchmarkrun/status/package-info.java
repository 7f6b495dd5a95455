/** Tests. */
@NullMarked
package dev.rampwright.operator.benchmarkrun.status;

import org.jspecify.annotations.NullMarked;
