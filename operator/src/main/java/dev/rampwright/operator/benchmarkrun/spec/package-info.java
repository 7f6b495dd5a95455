/** Translates a BenchmarkRun's spec into the contract that its pod reads. */
@NullMarked
package dev.rampwright.operator.benchmarkrun.spec;

import org.jspecify.annotations.NullMarked;
