package dev.rampwright.sidecar.pool;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The slots of the engine and the queue before them. An engine such as llama.cpp never says that it
 * is busy, it lets everybody wait for ever. Lives on the event loop.
 */
public final class EnginePool {
  private static final int MAX_RETRY_SECONDS = 60;
  private static final double NANOS = 1e9;

  /** Weight of one more request in the mean time in a slot; some ten requests are remembered. */
  private static final double NEWEST = 0.1;

  private final LongSupplier nanos;
  private final FairQueue queue = new FairQueue();
  private final SequencedMap<Place, Runnable> lent = new LinkedHashMap<>();
  private @Nullable PoolSize size;
  private int inSlots;
  private double meanSlotNanos;

  /**
   * Bounds nothing until it is resized.
   *
   * @param nanos monotonic time
   */
  public EnginePool(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Takes another size; null: without bounds. Nobody who waits already is turned away by that. */
  public void resize(@Nullable PoolSize next) {
    size = next;
    admitNext();
  }

  /** Asks for a slot; the waiter may be told before this returns. */
  public Place enter(String tenant, Waiter waiter) {
    Place place = new Place(tenant, waiter);
    takeBack();
    if (isIdle()) {
      admit(place);
    } else if (hasRoomToWait()) {
      queue.add(place);
    } else {
      Optional<Place> displaced = queue.makesRoomFor(tenant);
      displaced.ifPresent(
          other -> {
            queue.remove(other);
            queue.add(place);
          });
      shed(displaced.orElse(place));
    }
    return place;
  }

  /**
   * Lends a slot for what no client waits for.
   *
   * @param giveWay called when a client needs the slot, which then is free: whatever is done in it
   *     has to end
   * @return empty if there is none to spare
   */
  public Optional<Place> lend(Runnable giveWay) {
    if (!isIdle()) {
      return Optional.empty();
    }
    Place place = new Place("", Waiter.UNINTERESTED);
    lent.put(place, giveWay);
    admit(place);
    return Optional.of(place);
  }

  private void takeBack() {
    while (!hasFreeSlot() && !lent.isEmpty()) {
      Map.Entry<Place, Runnable> last = Objects.requireNonNull(lent.pollLastEntry());
      last.getValue().run();
      leave(last.getKey());
    }
  }

  /** The request needs its place no more, wherever that is. May be called again. */
  public void leave(Place place) {
    lent.remove(place);
    Place.State was = place.state();
    place.become(Place.State.GONE);
    switch (was) {
      case WAITING -> queue.remove(place);
      case IN_SLOT -> {
        inSlots--;
        learn(nanos.getAsLong() - place.admittedNanos());
        admitNext();
      }
      case GONE -> {}
    }
  }

  /** Whether a request would have a slot at once. */
  public boolean isIdle() {
    return hasFreeSlot() && queue.size() == 0;
  }

  public int inSlots() {
    return inSlots;
  }

  public int waiting() {
    return queue.size();
  }

  /** Share of slots and queue that is taken, 0 to 1, or above after a resize; 0 without bounds. */
  public double usedRatio() {
    return size == null ? 0 : (double) (inSlots + queue.size()) / size.total();
  }

  private void admitNext() {
    while (hasFreeSlot()) {
      Optional<Place> next = queue.poll();
      if (next.isEmpty()) {
        return;
      }
      admit(next.get());
    }
  }

  private void admit(Place place) {
    inSlots++;
    place.admittedAt(nanos.getAsLong());
    place.waiter().admitted();
  }

  private void shed(Place place) {
    place.become(Place.State.GONE);
    place.waiter().shed(retryAfterSeconds());
  }

  private boolean hasFreeSlot() {
    return size == null || inSlots < size.slots();
  }

  private boolean hasRoomToWait() {
    return size == null || queue.size() < size.queueDepth();
  }

  private void learn(long slotNanos) {
    meanSlotNanos += (slotNanos - meanSlotNanos) * (meanSlotNanos == 0 ? 1 : NEWEST);
  }

  /** When those who wait now will have left the queue, at the pace so far (Little's law). */
  private int retryAfterSeconds() {
    int slots = size == null ? 1 : size.slots();
    double seconds = meanSlotNanos / NANOS * (queue.size() + 1) / slots;
    return (int) Math.clamp(Math.ceil(seconds), 1, MAX_RETRY_SECONDS);
  }
}
