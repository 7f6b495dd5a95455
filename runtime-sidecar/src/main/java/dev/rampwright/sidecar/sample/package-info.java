/** What gates judge latency and hit rate by. */
@NullMarked
package dev.rampwright.sidecar.sample;

import org.jspecify.annotations.NullMarked;
