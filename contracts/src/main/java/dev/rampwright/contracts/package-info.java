/**
 * What crosses a process: the records that the operator, the sidecars and the benchmark pods
 * exchange as JSON, and the ports, headers and paths on which they do. Each top-level record
 * carries a {@code formatVersion}; readers ignore fields that they do not know, so that an operator
 * can drive the sidecars of older releases.
 */
@NullMarked
package dev.rampwright.contracts;

import org.jspecify.annotations.NullMarked;
