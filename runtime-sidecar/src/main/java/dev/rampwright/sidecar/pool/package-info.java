/** How many requests the engine is given at once, who waits, and who is turned away. Pure. */
@NullMarked
package dev.rampwright.sidecar.pool;

import org.jspecify.annotations.NullMarked;
