@NullMarked
package dev.rampwright.bench.spec;

import org.jspecify.annotations.NullMarked;
