/** The process around a run: its end, its periodic duties. */
@NullMarked
package dev.rampwright.bench.process;

import org.jspecify.annotations.NullMarked;
