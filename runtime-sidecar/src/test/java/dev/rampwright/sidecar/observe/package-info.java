@NullMarked
package dev.rampwright.sidecar.observe;

import org.jspecify.annotations.NullMarked;
