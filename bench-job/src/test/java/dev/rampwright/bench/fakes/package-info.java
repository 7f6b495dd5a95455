@NullMarked
package dev.rampwright.bench.fakes;

import org.jspecify.annotations.NullMarked;
