/** The InferenceService kind, version v1alpha1. */
@NullMarked
package dev.rampwright.api.inferenceservice;

import org.jspecify.annotations.NullMarked;
