/** The BenchmarkRun kind: gather, decide, apply, status. */
@NullMarked
package dev.rampwright.operator.benchmarkrun;

import org.jspecify.annotations.NullMarked;
