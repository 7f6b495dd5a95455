/** What the chart tells the operator: images, scope, what is allowed. */
@NullMarked
package dev.rampwright.operator.settings;

import org.jspecify.annotations.NullMarked;
