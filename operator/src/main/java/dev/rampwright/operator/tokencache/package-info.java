/** The TokenCache kind: its Secret, its managed Valkey, its status. */
@NullMarked
package dev.rampwright.operator.tokencache;

import org.jspecify.annotations.NullMarked;
