@NullMarked
package dev.rampwright.bench.load;

import org.jspecify.annotations.NullMarked;
