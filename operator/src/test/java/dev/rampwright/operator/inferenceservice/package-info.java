/** The InferenceService controller against a real API server, with the kubelet's part played. */
@NullMarked
package dev.rampwright.operator.inferenceservice;

import org.jspecify.annotations.NullMarked;
