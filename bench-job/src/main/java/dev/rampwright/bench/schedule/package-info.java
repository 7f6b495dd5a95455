/** When requests are meant to leave. */
@NullMarked
package dev.rampwright.bench.schedule;

import org.jspecify.annotations.NullMarked;
