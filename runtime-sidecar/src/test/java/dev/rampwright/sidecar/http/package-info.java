@NullMarked
package dev.rampwright.sidecar.http;

import org.jspecify.annotations.NullMarked;
