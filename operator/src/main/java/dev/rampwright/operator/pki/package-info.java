/**
 * The certificates of our own parts: an authority per installation, renewed without a gap, and what
 * it issues. Knows nothing of the kinds.
 */
@NullMarked
package dev.rampwright.operator.pki;

import org.jspecify.annotations.NullMarked;
