/** Counts and distributions of what was observed. */
@NullMarked
package dev.rampwright.bench.measure;

import org.jspecify.annotations.NullMarked;
