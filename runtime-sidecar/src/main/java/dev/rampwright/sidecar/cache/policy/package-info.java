/** What may be replayed, and under which key. Pure: no I/O. */
@NullMarked
package dev.rampwright.sidecar.cache.policy;

import org.jspecify.annotations.NullMarked;
