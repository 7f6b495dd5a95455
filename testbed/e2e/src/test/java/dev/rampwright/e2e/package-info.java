/** What users see, on a real cluster: one class per story, each in a namespace of its own. */
@NullMarked
package dev.rampwright.e2e;

import org.jspecify.annotations.NullMarked;
