/** Finds out, purely, whom a run loads and whether that can begin. */
@NullMarked
package dev.rampwright.operator.benchmarkrun.target;

import org.jspecify.annotations.NullMarked;
