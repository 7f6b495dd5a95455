/** The form of the operator's log lines. */
@NullMarked
package dev.rampwright.operator.logging;

import org.jspecify.annotations.NullMarked;
