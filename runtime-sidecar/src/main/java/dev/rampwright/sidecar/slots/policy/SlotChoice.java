package dev.rampwright.sidecar.slots.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which slot a request gets. */
public sealed interface SlotChoice {
  /** One of its owner's own. */
  record Mine(int id) implements SlotChoice {}

  /** One that must be rid of what another has left in it. */
  record TakeOver(int id) implements SlotChoice {}

  /** None before another request has ended. */
  record Wait() implements SlotChoice {}

  Comparator<SlotView> BY_USE = Comparator.comparingLong(SlotView::lastUse);

  /**
   * Chooses: the owner's own that the request continues; else an empty one; else, of the owner's
   * own, then of everybody's, the one that was not used for the longest time. A tenant that holds
   * as many slots as it may gives up one of its own.
   *
   * @param perTenant slots that one tenant may hold at once, at least 1
   */
  static SlotChoice of(List<SlotView> slots, OwnerName owner, int perTenant) {
    Optional<SlotView> continued =
        slots.stream()
            .filter(slot -> slot.isIdle() && slot.isOf(owner) && slot.continued())
            .max(BY_USE);
    if (continued.isPresent()) {
      return new Mine(continued.get().id());
    }
    boolean mayHoldMore = mayHoldMore(slots, owner.tenant(), perTenant);
    return oldest(slots, slot -> mayHoldMore && slot.isEmpty())
        .<SlotChoice>map(slot -> new TakeOver(slot.id()))
        .or(() -> oldest(slots, slot -> slot.isOf(owner)).map(slot -> new Mine(slot.id())))
        .or(
            () ->
                oldest(slots, slot -> mayHoldMore || slot.isOfTenant(owner.tenant()))
                    .map(slot -> new TakeOver(slot.id())))
        .orElseGet(Wait::new);
  }

  /**
   * Whether a request of the tenant's, whatever its agent and prompt, would not have to wait.
   *
   * @param perTenant slots that one tenant may hold at once, at least 1
   */
  static boolean isThereOne(List<SlotView> slots, String tenant, int perTenant) {
    boolean mayHoldMore = mayHoldMore(slots, tenant, perTenant);
    return slots.stream()
        .anyMatch(slot -> slot.isIdle() && (mayHoldMore || slot.isOfTenant(tenant)));
  }

  /** An empty slot that a tenant may have beside those it holds. */
  static Optional<SlotView> spare(List<SlotView> slots, String tenant, int perTenant) {
    return mayHoldMore(slots, tenant, perTenant)
        ? oldest(slots, SlotView::isEmpty)
        : Optional.empty();
  }

  private static boolean mayHoldMore(List<SlotView> slots, String tenant, int perTenant) {
    return slots.stream().filter(slot -> slot.isOfTenant(tenant)).count() < perTenant;
  }

  private static Optional<SlotView> oldest(List<SlotView> slots, Predicate<SlotView> which) {
    return slots.stream().filter(SlotView::isIdle).filter(which).min(BY_USE);
  }
}
