/** Tests of the package of the same name. */
@NullMarked
package dev.rampwright.operator.pki;

import org.jspecify.annotations.NullMarked;
