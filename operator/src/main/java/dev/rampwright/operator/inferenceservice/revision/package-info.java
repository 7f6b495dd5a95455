/** Revisions: which spec makes which pods, and which stored revision a spec asks for; pure. */
@NullMarked
package dev.rampwright.operator.inferenceservice.revision;

import org.jspecify.annotations.NullMarked;
