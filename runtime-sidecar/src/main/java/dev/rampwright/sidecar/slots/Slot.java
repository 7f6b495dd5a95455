package dev.rampwright.sidecar.slots;

import dev.rampwright.sidecar.slots.policy.KeepRules;
import dev.rampwright.sidecar.slots.policy.PromptPrint;
import dev.rampwright.sidecar.slots.policy.SlotOwner;
import dev.rampwright.sidecar.slots.policy.SlotView;
import org.jspecify.annotations.Nullable;

/** What is known of one slot of the running engine. Lives on the event loop. */
final class Slot {
  private final int id;
  private @Nullable SlotOwner owner;
  private PromptPrint held = PromptPrint.NONE;
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

  @Nullable SlotOwner owner() {
    return owner;
  }

  PromptPrint held() {
    return held;
  }

  long lastUse() {
    return lastUse;
  }

  SlotView seenBy(PromptPrint asked) {
    return new SlotView(id, owner, busy, KeepRules.isContinued(held, asked), lastUse);
  }

  /** Nobody else gets it until {@link #release}. */
  void take() {
    busy = true;
  }

  boolean isBusy() {
    return busy;
  }

  void release() {
    busy = false;
  }

  /** A request of the owner's is using it. */
  void usedBy(SlotOwner whom, PromptPrint prompt) {
    owner = whom;
    held = prompt;
    dirty = true;
    clean = false;
  }

  void usedAt(long nanos) {
    lastUse = nanos;
  }

  /** It holds what the volume holds, too. */
  void inStep(SlotOwner whom, PromptPrint prompt) {
    owner = whom;
    held = prompt;
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
    dirty = false;
    clean = false;
  }
}
