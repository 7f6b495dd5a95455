/** The open loop: sends each request at its time, and times its answer. No network. */
@NullMarked
package dev.rampwright.bench.load;

import org.jspecify.annotations.NullMarked;
