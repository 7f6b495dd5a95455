/** Tests. */
@NullMarked
package dev.rampwright.operator.tokencache;

import org.jspecify.annotations.NullMarked;
