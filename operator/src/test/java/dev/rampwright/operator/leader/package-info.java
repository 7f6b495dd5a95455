/** Tests. */
@NullMarked
package dev.rampwright.operator.leader;

import org.jspecify.annotations.NullMarked;
