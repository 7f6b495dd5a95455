package dev.rampwright.sidecar.http;

import java.util.EnumMap;
import java.util.Map;

/** Requests under way by role. Lives on the event loop. */
public final class InFlight {
  private final Map<Role, Count> counts = new EnumMap<>(Role.class);
  private Runnable whenEmpty = () -> {};
  private int total;

  /** Changed four times by each request, which should take no box. */
  private static final class Count {
    private int value;
  }

  void enter(Role role) {
    counts.computeIfAbsent(role, first -> new Count()).value++;
    total++;
  }

  void leave(Role role) {
    counts.computeIfAbsent(role, first -> new Count()).value--;
    total--;
    if (total == 0) {
      whenEmpty.run();
    }
  }

  public int of(Role role) {
    Count count = counts.get(role);
    return count == null ? 0 : count.value;
  }

  public int total() {
    return total;
  }

  /** Calls back each time the last one has left. */
  public void onEmpty(Runnable listener) {
    whenEmpty = listener;
  }
}
