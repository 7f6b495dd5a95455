@NullMarked
package dev.rampwright.sidecar.config;

import org.jspecify.annotations.NullMarked;
