/**
 * Statistics that stay true however often one looks at growing data: tests and bounds of a rate,
 * and of a quantile, which is a rate, too. All of them are mixtures of likelihood ratios; such a
 * mixture is a nonnegative martingale that begins at 1 while the rate is the one assumed, so that
 * it ever reaches 1/alpha with probability alpha at most (J. Ville, Étude critique de la notion de
 * collectif, 1939; H. Robbins, Statistical methods related to the law of the iterated logarithm,
 * Annals of Mathematical Statistics 41, 1970; S. R. Howard, A. Ramdas, J. McAuliffe and J. Sekhon,
 * Time-uniform, nonparametric, nonasymptotic confidence sequences, Annals of Statistics 49, 2021).
 */
@NullMarked
package dev.rampwright.operator.ramp.sequential;

import org.jspecify.annotations.NullMarked;
