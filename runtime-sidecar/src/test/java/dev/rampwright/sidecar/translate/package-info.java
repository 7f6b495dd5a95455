@NullMarked
package dev.rampwright.sidecar.translate;

import org.jspecify.annotations.NullMarked;
