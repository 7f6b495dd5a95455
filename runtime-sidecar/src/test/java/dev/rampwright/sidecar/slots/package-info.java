@NullMarked
package dev.rampwright.sidecar.slots;

import org.jspecify.annotations.NullMarked;
