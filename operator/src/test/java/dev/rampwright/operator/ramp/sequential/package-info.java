@NullMarked
package dev.rampwright.operator.ramp.sequential;

import org.jspecify.annotations.NullMarked;
