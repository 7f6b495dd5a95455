/**
 * What the chart renders, as {@code helm/check} recorded it, judged by rules and by a real API
 * server.
 */
@NullMarked
package dev.rampwright.api.chart;

import org.jspecify.annotations.NullMarked;
