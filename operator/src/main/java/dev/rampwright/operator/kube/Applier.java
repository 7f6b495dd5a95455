package dev.rampwright.operator.kube;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes desired objects by server-side apply, forced, as field manager {@code rampwright}, and
 * only when something differs, so that an idle resource causes no write.
 */
public final class Applier {
  private final KubernetesClient client;
  private final Compared compared = new Compared();

  public Applier(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Makes the cluster hold {@code desired}, controlled by {@code owner}.
   *
   * @param desired just built by the caller, with name, namespace and labels; owner reference and
   *     desired hash are set on it here
   * @param cached the actual object from an informer, null if it is not there; it is not modified
   * @throws BlockedException with {@link Reason#NameConflict} if an object of that name exists that
   *     the owner does not control
   */
  public <T extends HasMetadata> Applied<T> apply(
      HasMetadata owner, T desired, @Nullable T cached) {
    // A foreign object is in no informer of ours, for these select by label.
    return applyOver(owner, desired, cached == null ? client.resource(desired).get() : cached);
  }

  /**
   * The same where the caller has just asked the API server itself.
   *
   * @param actual what it answered, null for nothing
   */
  public <T extends HasMetadata> Applied<T> applyOver(
      HasMetadata owner, T desired, @Nullable T actual) {
    T stamped = Desired.stamped(desired, owner);
    if (actual == null) {
      return new Applied<>(write(stamped), true);
    }
    refuseForeign(owner, actual);
    if (upToDate(stamped, actual)) {
      return new Applied<>(actual, false);
    }
    return new Applied<>(write(stamped), true);
  }

  /**
   * The same for an object that is built only if it is needed.
   *
   * @param wish what the cluster is to hold
   */
  public <T extends HasMetadata> void apply(HasMetadata owner, Wish<T> wish, @Nullable T cached) {
    if (cached != null && compared.granted(cached, wish.inputs())) {
      return;
    }
    Applied<T> applied = apply(owner, wish.maker().get(), cached);
    if (!applied.written()) {
      compared.grant(applied.object(), wish.inputs());
    }
  }

  /** Deletes an object that {@code owner} controls; others, and absent ones, are left alone. */
  public void delete(HasMetadata owner, HasMetadata object) {
    if (Owners.isControlledBy(object, owner)) {
      client.resource(object).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
    }
  }

  private <T extends HasMetadata> T write(T stamped) {
    return client
        .resource(stamped)
        .fieldManager(Labels.RAMPWRIGHT)
        .forceConflicts()
        .serverSideApply();
  }

  private boolean upToDate(HasMetadata stamped, HasMetadata actual) {
    String wish = Desired.hashOf(stamped).orElseThrow();
    if (!Desired.hashOf(actual).equals(Optional.of(wish))) {
      return false;
    }
    boolean right = compared.matched(actual, wish) || !Drift.exists(stamped, actual);
    if (right) {
      compared.note(actual, wish);
    }
    return right;
  }

  private static void refuseForeign(HasMetadata owner, HasMetadata actual) {
    if (Owners.isControlledBy(actual, owner)) {
      return;
    }
    String who =
        Owners.controllerOf(actual)
            .map(
                controller ->
                    "belongs to %s %s".formatted(controller.getKind(), controller.getName()))
            .orElse("was not made by this operator");
    throw new BlockedException(
        Reason.NameConflict,
        "%s %s exists and %s; rename this %s, or delete that object"
            .formatted(actual.getKind(), actual.getMetadata().getName(), who, owner.getKind()));
  }
}
