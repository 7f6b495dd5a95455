@NullMarked
package dev.rampwright.sidecar.slots.policy;

import org.jspecify.annotations.NullMarked;
