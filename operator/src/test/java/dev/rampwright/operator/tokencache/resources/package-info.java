/** Tests. */
@NullMarked
package dev.rampwright.operator.tokencache.resources;

import org.jspecify.annotations.NullMarked;
