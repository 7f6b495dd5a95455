/** Tests. */
@NullMarked
package dev.rampwright.operator.app;

import org.jspecify.annotations.NullMarked;
