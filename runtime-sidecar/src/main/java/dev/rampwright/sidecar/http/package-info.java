/** One request's way: admitted, sent to an engine or a candidate, its answer relayed. */
@NullMarked
package dev.rampwright.sidecar.http;

import org.jspecify.annotations.NullMarked;
