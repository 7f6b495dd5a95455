@NullMarked
package dev.rampwright.sidecar;

import org.jspecify.annotations.NullMarked;
