/** The InferenceService controller: gather, decide, record, apply. */
@NullMarked
package dev.rampwright.operator.inferenceservice;

import org.jspecify.annotations.NullMarked;
