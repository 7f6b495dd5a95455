/** Who a client is. */
@NullMarked
package dev.rampwright.sidecar.identity;

import org.jspecify.annotations.NullMarked;
