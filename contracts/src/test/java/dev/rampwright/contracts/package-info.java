@NullMarked
package dev.rampwright.contracts;

import org.jspecify.annotations.NullMarked;
