/** The configuration in force: parsed, checked, replaced while requests run. */
@NullMarked
package dev.rampwright.sidecar.config;

import org.jspecify.annotations.NullMarked;
