/** The TokenCache kind, version v1alpha1. */
@NullMarked
package dev.rampwright.api.tokencache;

import org.jspecify.annotations.NullMarked;
