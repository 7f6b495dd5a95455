@NullMarked
package dev.rampwright.bench.log;

import org.jspecify.annotations.NullMarked;
