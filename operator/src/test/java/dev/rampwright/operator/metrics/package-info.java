/** Tests. */
@NullMarked
package dev.rampwright.operator.metrics;

import org.jspecify.annotations.NullMarked;
