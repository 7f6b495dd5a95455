@NullMarked
package dev.rampwright.sidecar.log;

import org.jspecify.annotations.NullMarked;
