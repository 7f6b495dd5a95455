/** Who a client is. Pure but for the configuration in force. */
@NullMarked
package dev.rampwright.sidecar.identity;

import org.jspecify.annotations.NullMarked;
