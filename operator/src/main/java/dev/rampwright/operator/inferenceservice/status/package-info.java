/** Computes the one status of an InferenceService; pure. */
@NullMarked
package dev.rampwright.operator.inferenceservice.status;

import org.jspecify.annotations.NullMarked;
