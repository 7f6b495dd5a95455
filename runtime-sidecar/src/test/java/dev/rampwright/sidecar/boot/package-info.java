@NullMarked
package dev.rampwright.sidecar.boot;

import org.jspecify.annotations.NullMarked;
