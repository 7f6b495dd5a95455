/** Mutual TLS with the operator and with sidecars of the same service; its files may change. */
@NullMarked
package dev.rampwright.sidecar.tls;

import org.jspecify.annotations.NullMarked;
