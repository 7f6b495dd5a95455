/** What the measurements say: pure decisions. */
@NullMarked
package dev.rampwright.bench.verdict;

import org.jspecify.annotations.NullMarked;
