/** Asks what gates query, beside the reconciles, and remembers what was answered. */
@NullMarked
package dev.rampwright.operator.inferenceservice.queries;

import org.jspecify.annotations.NullMarked;
