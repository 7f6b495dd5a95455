@NullMarked
package dev.rampwright.sidecar.sample;

import org.jspecify.annotations.NullMarked;
