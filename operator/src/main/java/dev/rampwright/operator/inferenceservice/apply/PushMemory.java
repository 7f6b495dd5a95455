package dev.rampwright.operator.inferenceservice.apply;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which weights each sidecar instance took last: a sidecar reports epoch and weight, not the
 * endpoints that it was given. Forgetting is harmless, the push is repeated.
 */
final class PushMemory {
  private static final int MAX_ENTRIES = 65_536;

  private final Map<Key, Taken> taken = new ConcurrentHashMap<>();

  private record Key(String podUid, String path) {}

  private record Taken(String instance, String body) {}

  /** What that instance in that pod took last. */
  Optional<String> lastTaken(String podUid, String path, String instance) {
    return Optional.ofNullable(taken.get(new Key(podUid, path)))
        .filter(it -> it.instance().equals(instance))
        .map(Taken::body);
  }

  /** Notes that the instance took the body. */
  void taken(String podUid, String path, String instance, String body) {
    if (taken.size() >= MAX_ENTRIES) {
      taken.clear();
    }
    taken.put(new Key(podUid, path), new Taken(instance, body));
  }
}
