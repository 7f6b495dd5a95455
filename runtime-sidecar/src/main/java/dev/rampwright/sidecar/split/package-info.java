/** Which request goes to the candidate, and what became of each epoch's requests. */
@NullMarked
package dev.rampwright.sidecar.split;

import org.jspecify.annotations.NullMarked;
