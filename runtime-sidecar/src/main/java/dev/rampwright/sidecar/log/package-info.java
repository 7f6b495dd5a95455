/** Log lines: one JSON object each, or text for people. */
@NullMarked
package dev.rampwright.sidecar.log;

import org.jspecify.annotations.NullMarked;
