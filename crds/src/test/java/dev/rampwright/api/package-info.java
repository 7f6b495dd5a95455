/** Tests of the module as a whole. */
@NullMarked
package dev.rampwright.api;

import org.jspecify.annotations.NullMarked;
