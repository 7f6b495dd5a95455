@NullMarked
package dev.rampwright.bench.report;

import org.jspecify.annotations.NullMarked;
