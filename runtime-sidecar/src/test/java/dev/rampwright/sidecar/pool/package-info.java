@NullMarked
package dev.rampwright.sidecar.pool;

import org.jspecify.annotations.NullMarked;
