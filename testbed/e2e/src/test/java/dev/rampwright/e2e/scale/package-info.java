/** How the operator carries many services; run by make bench-scale, never by make test. */
@NullMarked
package dev.rampwright.e2e.scale;

import org.jspecify.annotations.NullMarked;
