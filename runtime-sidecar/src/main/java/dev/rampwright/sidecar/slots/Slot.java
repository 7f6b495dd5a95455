package dev.rampwright.sidecar.slots;

import dev.rampwright.sidecar.slots.SlotEvents.Use;
import dev.rampwright.sidecar.slots.policy.KeepRules;
import dev.rampwright.sidecar.slots.policy.OwnerName;
import dev.rampwright.sidecar.slots.policy.PromptPrint;
import dev.rampwright.sidecar.slots.policy.SlotView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of one slot of the running engine. Lives on the event loop. */
final class Slot {
  private final int id;
  private @Nullable OwnerName owner;
  private PromptPrint held = PromptPrint.NONE;
  private @Nullable SlotManifest broughtBack;
  private @Nullable OwnerName next;
  private boolean busy;
  private boolean dirty;
  private boolean clean = true;
  private long lastUse;

  /** An erased slot. */
  Slot(int id) {
    this.id = id;
  }

  int id() {
    return id;
  }

  @Nullable OwnerName owner() {
    return owner;
  }

  PromptPrint held() {
    return held;
  }

  long lastUse() {
    return lastUse;
  }

  /** It counts as the next owner's from the moment that it is taken for them. */
  SlotView seenBy(PromptPrint asked) {
    return new SlotView(
        id, next == null ? owner : next, busy, KeepRules.isContinued(held, asked), lastUse);
  }

  /** What came back from the volume, while no request has used it since. */
  Optional<SlotManifest> broughtBack() {
    return Optional.ofNullable(broughtBack);
  }

  /** What a request of the owner's finds. */
  Use useFor(PromptPrint asked) {
    if (held.common(asked) == 0) {
      return Use.EMPTY;
    }
    return broughtBack == null ? Use.HELD : Use.RESTORED;
  }

  /** Nobody else gets it until {@link #release}. */
  void take() {
    busy = true;
  }

  /** The same for a request of an owner, which may be another than the one whose KV it holds. */
  void takeFor(OwnerName whom) {
    busy = true;
    next = whom;
  }

  boolean isBusy() {
    return busy;
  }

  void release() {
    busy = false;
    next = null;
  }

  /** A request of the owner's is using it. */
  void usedBy(OwnerName whom, PromptPrint prompt) {
    owner = whom;
    held = prompt;
    broughtBack = null;
    dirty = true;
    clean = false;
  }

  void usedAt(long nanos) {
    lastUse = nanos;
  }

  /** It holds what the volume holds, too. */
  void inStep(SlotManifest saved) {
    owner = saved.ownerName();
    held = new PromptPrint(saved.print());
    broughtBack = saved;
    dirty = false;
    clean = false;
  }

  /** What it holds is on its way to the volume. */
  void saved() {
    dirty = false;
  }

  /** What it holds did not get there. */
  void notSaved(PromptPrint what) {
    dirty |= held.equals(what);
  }

  boolean isWorthSaving() {
    return dirty && owner != null && KeepRules.isWorthSaving(held);
  }

  /** Whether there is anything in it that others must not find. */
  boolean mustBeErased() {
    return !clean;
  }

  void erased() {
    forget();
    clean = true;
  }

  /** Somebody has used it, and nobody knows who. */
  void forget() {
    owner = null;
    held = PromptPrint.NONE;
    broughtBack = null;
    dirty = false;
    clean = false;
  }
}
