/** What is to be asked before clients ask it: read from a ConfigMap, compared with the sidecars. */
@NullMarked
package dev.rampwright.operator.tokencache.prewarm;

import org.jspecify.annotations.NullMarked;
