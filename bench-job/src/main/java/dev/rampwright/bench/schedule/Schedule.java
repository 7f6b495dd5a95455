package dev.rampwright.bench.schedule;

import dev.rampwright.contracts.BenchSpec.Load;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * All intended send times of a run: a function of the load alone, so that what becomes of the
 * requests cannot move them.
 *
 * @param load rate, spacing, lengths and seed
 */
public record Schedule(Load load) implements Iterable<PlannedRequest> {
  /** From the start of the load to the first measured request. */
  public long warmupNanos() {
    return Duration.ofMillis(load.warmupMillis()).toNanos();
  }

  /** From the start of the load to its end. */
  public long totalNanos() {
    return warmupNanos() + Duration.ofMillis(load.durationMillis()).toNanos();
  }

  @Override
  public Iterator<PlannedRequest> iterator() {
    return new Plan(offsets());
  }

  private Offsets offsets() {
    return switch (load.arrival()) {
      case CONSTANT -> new ConstantOffsets(load.requestRatePerSecond());
      case POISSON -> new PoissonOffsets(load.requestRatePerSecond(), load.seed());
    };
  }

  private final class Plan implements Iterator<PlannedRequest> {
    private final Offsets offsets;
    private long index;
    private long nextOffset;

    Plan(Offsets offsets) {
      this.offsets = offsets;
      this.nextOffset = offsets.next();
    }

    @Override
    public boolean hasNext() {
      return nextOffset < totalNanos();
    }

    @Override
    public PlannedRequest next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      PlannedRequest next = new PlannedRequest(index, nextOffset, nextOffset >= warmupNanos());
      index++;
      nextOffset = offsets.next();
      return next;
    }
  }
}
