package dev.rampwright.operator.inferenceservice.gather;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The service's objects as the informers have them; not to be modified. */
public final class ActualObjects {
  private final Map<Class<?>, Map<String, HasMetadata>> byType;

  private ActualObjects(Map<Class<?>, Map<String, HasMetadata>> byType) {
    this.byType = byType;
  }

  /** Reads those types from {@code source}. */
  public static ActualObjects read(
      Set<Class<? extends HasMetadata>> types,
      Function<Class<? extends HasMetadata>, ? extends Collection<? extends HasMetadata>> source) {
    return new ActualObjects(
        types.stream()
            .collect(
                Collectors.toUnmodifiableMap(type -> type, type -> byName(source.apply(type)))));
  }

  /** These objects, of whatever types. */
  public static ActualObjects of(Collection<? extends HasMetadata> objects) {
    Map<Class<?>, List<HasMetadata>> byType =
        objects.stream().collect(Collectors.groupingBy(HasMetadata::getClass, Collectors.toList()));
    return new ActualObjects(
        byType.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, it -> byName(it.getValue()))));
  }

  /** The object of that name; null if there is none. */
  public <T extends HasMetadata> @Nullable T find(Class<T> type, String name) {
    HasMetadata object = ofType(type).get(name);
    return object == null ? null : type.cast(object);
  }

  /** All of that type, in the order of their names. */
  public <T extends HasMetadata> Collection<T> all(Class<T> type) {
    return ofType(type).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> type.cast(entry.getValue()))
        .toList();
  }

  private Map<String, HasMetadata> ofType(Class<?> type) {
    return byType.getOrDefault(type, Map.of());
  }

  private static Map<String, HasMetadata> byName(Collection<? extends HasMetadata> objects) {
    return objects.stream()
        .collect(
            Collectors.toUnmodifiableMap(
                object -> object.getMetadata().getName(), object -> object, (one, _) -> one));
  }
}
