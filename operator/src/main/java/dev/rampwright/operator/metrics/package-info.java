/** What the operator measures of itself. */
@NullMarked
package dev.rampwright.operator.metrics;

import org.jspecify.annotations.NullMarked;
