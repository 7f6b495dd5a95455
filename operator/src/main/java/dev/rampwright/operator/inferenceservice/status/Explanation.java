package dev.rampwright.operator.inferenceservice.status;

import dev.rampwright.operator.kube.Reason;

/** A reason, and the sentence that goes with it. */
record Explanation(Reason reason, String message) {}
