/** Tests. */
@NullMarked
package dev.rampwright.operator.settings;

import org.jspecify.annotations.NullMarked;
