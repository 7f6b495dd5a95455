package dev.rampwright.sidecar.http;

import java.util.EnumMap;
import java.util.Map;

/** Requests under way by role. Lives on the event loop. */
public final class InFlight {
  private final Map<Role, Integer> counts = new EnumMap<>(Role.class);
  private Runnable whenEmpty = () -> {};
  private int total;

  void enter(Role role) {
    counts.merge(role, 1, Integer::sum);
    total++;
  }

  void leave(Role role) {
    counts.merge(role, -1, Integer::sum);
    total--;
    if (total == 0) {
      whenEmpty.run();
    }
  }

  public int of(Role role) {
    return counts.getOrDefault(role, 0);
  }

  public int total() {
    return total;
  }

  /** Calls back each time the last one has left. */
  public void onEmpty(Runnable listener) {
    whenEmpty = listener;
  }
}
