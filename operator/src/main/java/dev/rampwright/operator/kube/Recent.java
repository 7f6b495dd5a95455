package dev.rampwright.operator.kube;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was worked out lately, for at most {@value #CAPACITY} keys; the least used go first.
 * Forgetting costs the work, and nothing else.
 */
public final class Recent<K, V> {
  private static final int CAPACITY = 256;
  private static final float LOAD_FACTOR = 0.75f;

  private final Map<K, V> entries =
      new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
          return size() > CAPACITY;
        }
      };

  /** What is known for that key. */
  public synchronized Optional<V> find(K key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** From now on this is known. */
  public synchronized void note(K key, V value) {
    entries.put(key, value);
  }
}
