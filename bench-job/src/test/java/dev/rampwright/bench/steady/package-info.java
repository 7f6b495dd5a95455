@NullMarked
package dev.rampwright.bench.steady;

import org.jspecify.annotations.NullMarked;
