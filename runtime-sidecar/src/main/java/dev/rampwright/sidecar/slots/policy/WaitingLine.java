package dev.rampwright.sidecar.slots.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Who waits for a slot. The next is whoever came first of those whose tenant may have one. Whether
 * it may is asked once for each tenant, of the first of its requests, and only a tenant that holds
 * slots is ever passed over: however many wait, as many are looked at as there are slots.
 *
 * @param <W> what waits
 */
public final class WaitingLine<W> {
  private final Map<String, Deque<Place<W>>> tenants = new HashMap<>();
  private final SortedMap<Long, String> firsts = new TreeMap<>();
  private long came;
  private int size;

  private record Place<W>(long number, W waiter) {}

  /** At the end. */
  public void join(String tenant, W waiter) {
    Deque<Place<W>> line = tenants.computeIfAbsent(tenant, first -> new ArrayDeque<>());
    if (line.isEmpty()) {
      firsts.put(came, tenant);
    }
    line.addLast(new Place<>(came, waiter));
    came++;
    size++;
  }

  /** Takes out who is next; empty if nobody waits, or nobody's tenant may have a slot. */
  public Optional<W> next(Predicate<String> mayHaveOne) {
    for (String tenant : firsts.values()) {
      if (mayHaveOne.test(tenant)) {
        return Optional.of(first(tenant));
      }
    }
    return Optional.empty();
  }

  private W first(String tenant) {
    Deque<Place<W>> line =
        Objects.requireNonNull(tenants.get(tenant), "a tenant with a first has a line");
    Place<W> first = line.removeFirst();
    size--;
    firsts.remove(first.number());
    standUp(tenant, line);
    return first.waiter();
  }

  private void standUp(String tenant, Deque<Place<W>> line) {
    if (line.isEmpty()) {
      tenants.remove(tenant);
    } else {
      firsts.put(line.getFirst().number(), tenant);
    }
  }

  /** Takes out all who are so, wherever they stand. This one looks at everybody. */
  public List<W> leave(Predicate<W> who) {
    List<W> left = new ArrayList<>();
    firsts.clear();
    for (Map.Entry<String, Deque<Place<W>>> tenant : List.copyOf(tenants.entrySet())) {
      for (Iterator<Place<W>> places = tenant.getValue().iterator(); places.hasNext(); ) {
        W waiter = places.next().waiter();
        if (who.test(waiter)) {
          left.add(waiter);
          places.remove();
          size--;
        }
      }
      standUp(tenant.getKey(), tenant.getValue());
    }
    return left;
  }

  public int size() {
    return size;
  }
}
