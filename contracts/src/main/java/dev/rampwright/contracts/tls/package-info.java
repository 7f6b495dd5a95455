/**
 * Who is who on the connections between our own parts: the names in the certificates, and the one
 * check of them that both ends use. JDK only.
 */
@NullMarked
package dev.rampwright.contracts.tls;

import org.jspecify.annotations.NullMarked;
