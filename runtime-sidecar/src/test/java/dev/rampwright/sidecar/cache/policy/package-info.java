@NullMarked
package dev.rampwright.sidecar.cache.policy;

import org.jspecify.annotations.NullMarked;
