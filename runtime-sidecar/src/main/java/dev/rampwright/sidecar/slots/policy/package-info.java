/** Which KV slot of the engine is whose, and what of it is worth keeping. No input or output. */
@NullMarked
package dev.rampwright.sidecar.slots.policy;

import org.jspecify.annotations.NullMarked;
