/** Composition root: reads environment and files, wires the sidecar, starts and stops it. */
@NullMarked
package dev.rampwright.sidecar.boot;

import org.jspecify.annotations.NullMarked;
