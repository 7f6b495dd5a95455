/** What a scenario saw, counted and told; pure. */
@NullMarked
package dev.rampwright.e2e.record;

import org.jspecify.annotations.NullMarked;
