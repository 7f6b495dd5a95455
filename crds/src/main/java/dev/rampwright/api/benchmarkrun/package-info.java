/** The BenchmarkRun kind, version v1alpha1. */
@NullMarked
package dev.rampwright.api.benchmarkrun;

import org.jspecify.annotations.NullMarked;
