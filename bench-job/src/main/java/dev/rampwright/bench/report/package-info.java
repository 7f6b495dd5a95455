/** Where reports go: the run's ConfigMap and standard output. */
@NullMarked
package dev.rampwright.bench.report;

import org.jspecify.annotations.NullMarked;
