@NullMarked
package dev.rampwright.bench.measure;

import org.jspecify.annotations.NullMarked;
