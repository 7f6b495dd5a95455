@NullMarked
package dev.rampwright.sidecar.cache;

import org.jspecify.annotations.NullMarked;
