/** The spec that the operator mounts: reading and rules. */
@NullMarked
package dev.rampwright.bench.spec;

import org.jspecify.annotations.NullMarked;
