/** Tests of the shared Kubernetes code. */
@NullMarked
package dev.rampwright.operator.kube;

import org.jspecify.annotations.NullMarked;
