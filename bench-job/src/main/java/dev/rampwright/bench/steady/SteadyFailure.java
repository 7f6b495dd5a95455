package dev.rampwright.bench.steady;

import org.jspecify.annotations.Nullable;

/**
 * One failed request of the steady client.
 *
 * @param time ISO-8601 instant of the failure
 * @param request its index, from 0
 * @param revision which revision failed, where its answer's head came
 */
record SteadyFailure(
    String time, long request, String kind, String detail, @Nullable String revision) {}
