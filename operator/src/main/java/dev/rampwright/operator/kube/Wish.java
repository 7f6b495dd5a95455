package dev.rampwright.operator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.function.Supplier;

/**
 * A desired object that is built only where it is needed: at rest nothing but its inputs is
 * compared.
 *
 * @param inputs all that the object follows from; equal ones make equal objects. They are kept as
 *     long as the object is, so they should be small
 * @param maker builds a new object, with name, namespace and labels
 */
public record Wish<T extends HasMetadata>(List<Object> inputs, Supplier<T> maker) {
  /** One that follows from these inputs. */
  public static <T extends HasMetadata> Wish<T> of(Supplier<T> maker, Object... inputs) {
    return new Wish<>(List.of(inputs), maker);
  }
}
