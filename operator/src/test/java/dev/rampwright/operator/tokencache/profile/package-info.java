/** Tests of the package of the same name. */
@NullMarked
package dev.rampwright.operator.tokencache.profile;

import org.jspecify.annotations.NullMarked;
