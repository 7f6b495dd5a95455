@NullMarked
package dev.rampwright.bench;

import org.jspecify.annotations.NullMarked;
