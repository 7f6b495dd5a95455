package dev.rampwright.sidecar.pool;

/** One request's place: in the queue, then in a slot, then nowhere. */
public final class Place {
  enum State {
    WAITING,
    IN_SLOT,
    GONE
  }

  private final String tenant;
  private final Waiter waiter;
  private State state = State.WAITING;
  private long admittedNanos;

  Place(String tenant, Waiter waiter) {
    this.tenant = tenant;
    this.waiter = waiter;
  }

  String tenant() {
    return tenant;
  }

  Waiter waiter() {
    return waiter;
  }

  State state() {
    return state;
  }

  void become(State next) {
    state = next;
  }

  long admittedNanos() {
    return admittedNanos;
  }

  void admittedAt(long nanos) {
    admittedNanos = nanos;
    state = State.IN_SLOT;
  }
}
