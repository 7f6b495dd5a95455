/** How long the operator's pure parts take, by JMH; no product module knows them. */
@NullMarked
package dev.rampwright.benchmarks;

import org.jspecify.annotations.NullMarked;
