/** Reads the cluster and the sidecars into one value; decides nothing. */
@NullMarked
package dev.rampwright.operator.inferenceservice.gather;

import org.jspecify.annotations.NullMarked;
