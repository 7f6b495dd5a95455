@NullMarked
package dev.rampwright.sidecar.split;

import org.jspecify.annotations.NullMarked;
