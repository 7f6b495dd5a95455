@NullMarked
package dev.rampwright.bench.schedule;

import org.jspecify.annotations.NullMarked;
