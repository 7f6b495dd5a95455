/** How every reconciler writes to the cluster: server-side apply, status, conditions, events. */
@NullMarked
package dev.rampwright.operator.kube;

import org.jspecify.annotations.NullMarked;
