/** What the three kinds share, version v1alpha1. */
@NullMarked
package dev.rampwright.api.common;

import org.jspecify.annotations.NullMarked;
