package dev.rampwright.bench.load;

import java.time.Duration;

/**
 * How long open requests are awaited once no more are sent.
 *
 * @param afterSchedule at the schedule's end
 * @param afterStop once the process was asked to end
 */
public record Drain(Duration afterSchedule, Duration afterStop) {}
