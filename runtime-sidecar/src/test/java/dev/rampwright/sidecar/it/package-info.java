/** The whole sidecar over real sockets, with a real Redis, in front of an engine made for tests. */
@NullMarked
package dev.rampwright.sidecar.it;

import org.jspecify.annotations.NullMarked;
