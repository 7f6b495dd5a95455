/** Tests of what the kinds share. */
@NullMarked
package dev.rampwright.api.common;

import org.jspecify.annotations.NullMarked;
