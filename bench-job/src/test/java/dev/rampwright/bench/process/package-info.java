@NullMarked
package dev.rampwright.bench.process;

import org.jspecify.annotations.NullMarked;
