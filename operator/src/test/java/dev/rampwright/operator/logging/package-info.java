/** Tests. */
@NullMarked
package dev.rampwright.operator.logging;

import org.jspecify.annotations.NullMarked;
