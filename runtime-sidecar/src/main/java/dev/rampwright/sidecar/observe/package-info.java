/** The kubelet's and Prometheus' port: health, metrics, the engine's probe. */
@NullMarked
package dev.rampwright.sidecar.observe;

import org.jspecify.annotations.NullMarked;
