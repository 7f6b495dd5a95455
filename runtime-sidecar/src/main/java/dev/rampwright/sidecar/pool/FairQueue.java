package dev.rampwright.sidecar.pool;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Places of requests that wait. Tenants take turns, each tenant's own requests keep their order:
 * fair queueing with one request as the unit (Nagle, RFC 970). Whoever asks most so waits behind
 * itself.
 */
final class FairQueue {
  /** The tenants that have somebody waiting, in the order of their turns. */
  private final LinkedHashMap<String, Deque<Place>> turns = new LinkedHashMap<>();

  private int size;

  int size() {
    return size;
  }

  void add(Place place) {
    turns.computeIfAbsent(place.tenant(), tenant -> new ArrayDeque<>()).addLast(place);
    size++;
  }

  /** Takes whose turn it is. */
  Optional<Place> poll() {
    if (turns.isEmpty()) {
      return Optional.empty();
    }
    Map.Entry<String, Deque<Place>> turn = turns.pollFirstEntry();
    Place next = turn.getValue().removeFirst();
    if (!turn.getValue().isEmpty()) {
      turns.putLast(turn.getKey(), turn.getValue());
    }
    size--;
    return Optional.of(next);
  }

  void remove(Place place) {
    Deque<Place> own = turns.get(place.tenant());
    if (own != null && own.remove(place)) {
      size--;
      if (own.isEmpty()) {
        turns.remove(place.tenant());
      }
    }
  }

  /**
   * Who must go so that a tenant gets a place in a full queue: the newest request of the tenant
   * with the most of them, if it still has as many as the other one afterwards (McKenney's buffer
   * stealing). Empty: the tenant's own request must.
   */
  Optional<Place> makesRoomFor(String tenant) {
    Deque<Place> own = turns.get(tenant);
    int mine = own == null ? 0 : own.size();
    return turns.values().stream()
        .max(Comparator.comparingInt(Deque::size))
        .filter(longest -> longest.size() > mine + 1)
        .map(Deque::getLast);
  }
}
