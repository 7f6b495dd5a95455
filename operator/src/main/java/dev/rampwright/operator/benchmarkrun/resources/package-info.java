/** Pure builders of the objects that a BenchmarkRun owns. */
@NullMarked
package dev.rampwright.operator.benchmarkrun.resources;

import org.jspecify.annotations.NullMarked;
