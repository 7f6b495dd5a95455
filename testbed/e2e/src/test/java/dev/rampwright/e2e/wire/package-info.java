/**
 * A client of HTTP/1.1 that hides nothing: it never sends a request twice, and says which
 * connection carried it. Clients of libraries do the one and not the other, so that nobody could
 * tell a request that met a killed process from one that the service failed.
 */
@NullMarked
package dev.rampwright.e2e.wire;

import org.jspecify.annotations.NullMarked;
