/** Rules of the whole module. */
@NullMarked
package dev.rampwright.operator;

import org.jspecify.annotations.NullMarked;
