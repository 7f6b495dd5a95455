/** The network: an HTTP client on one event loop. */
@NullMarked
package dev.rampwright.bench.http;

import org.jspecify.annotations.NullMarked;
