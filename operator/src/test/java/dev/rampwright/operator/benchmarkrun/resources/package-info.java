/** Tests. */
@NullMarked
package dev.rampwright.operator.benchmarkrun.resources;

import org.jspecify.annotations.NullMarked;
