/** Pure builders of the objects that a TokenCache owns. */
@NullMarked
package dev.rampwright.operator.tokencache.resources;

import org.jspecify.annotations.NullMarked;
