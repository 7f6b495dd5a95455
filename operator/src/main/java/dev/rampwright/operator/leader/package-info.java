/** Which of the operator's pods may write: the lease, and what happens when it is lost. */
@NullMarked
package dev.rampwright.operator.leader;

import org.jspecify.annotations.NullMarked;
