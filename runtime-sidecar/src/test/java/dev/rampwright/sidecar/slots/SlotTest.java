package dev.rampwright.sidecar.slots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.sidecar.slots.SlotEvents.Use;
import dev.rampwright.sidecar.slots.policy.OwnerName;
import dev.rampwright.sidecar.slots.policy.PromptPrint;
import dev.rampwright.sidecar.slots.policy.RestoreTrial;
import dev.rampwright.sidecar.slots.policy.SlotChoice;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotTest {
  private static final OwnerName ALICE = new OwnerName("alice", "coder");
  private static final PromptPrint PRINT = new PromptPrint(new long[] {1, 2});
  private static final SlotManifest SAVED =
      new SlotManifest("m", "alice", "coder", PRINT.blocks(), 300, 7_000_000, 0, 1);

  /** Two requests of a tenant at once held two slots where one was allowed. */
  @Test
  void countsFromTheMomentItIsTaken() {
    Slot first = new Slot(0);
    Running engine = new Running(List.of(first, new Slot(1)), "e", new RestoreTrial());

    first.takeFor(ALICE);

    var seen = engine.seenBy(PromptPrint.NONE);
    assertThat(SlotChoice.isThereOne(seen, "alice", 1)).isFalse();
    assertThat(SlotChoice.isThereOne(seen, "alice", 2)).isTrue();
    first.release();
    assertThat(SlotChoice.isThereOne(engine.seenBy(PromptPrint.NONE), "alice", 1)).isTrue();
  }

  @Test
  void tellsWhatTheVolumeGaveFromWhatARequestLeft() {
    Slot slot = new Slot(0);
    assertThat(slot.useFor(PRINT)).isEqualTo(Use.EMPTY);

    slot.inStep(SAVED);
    assertThat(slot.useFor(PRINT)).isEqualTo(Use.RESTORED);
    assertThat(slot.broughtBack()).hasValue(SAVED);
    assertThat(slot.isWorthSaving()).isFalse();

    slot.usedBy(ALICE, PRINT);
    assertThat(slot.useFor(PRINT)).isEqualTo(Use.HELD);
    assertThat(slot.useFor(new PromptPrint(new long[] {3}))).isEqualTo(Use.EMPTY);
    assertThat(slot.broughtBack()).isEmpty();
    assertThat(slot.isWorthSaving()).isTrue();
  }
}
