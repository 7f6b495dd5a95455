/** The controller's decisions played without a cluster: spec, pods and time are the test's. */
@NullMarked
package dev.rampwright.operator.inferenceservice.play;

import org.jspecify.annotations.NullMarked;
