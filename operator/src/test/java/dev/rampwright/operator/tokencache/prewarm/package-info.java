/** Tests of the package of the same name. */
@NullMarked
package dev.rampwright.operator.tokencache.prewarm;

import org.jspecify.annotations.NullMarked;
