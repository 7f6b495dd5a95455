/** The targets of a profile, and whether what the sidecars measure meets them. Pure. */
@NullMarked
package dev.rampwright.operator.tokencache.profile;

import org.jspecify.annotations.NullMarked;
