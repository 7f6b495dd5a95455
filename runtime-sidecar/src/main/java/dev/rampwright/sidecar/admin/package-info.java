/** The operator's port: statistics, weights, configuration. */
@NullMarked
package dev.rampwright.sidecar.admin;

import org.jspecify.annotations.NullMarked;
