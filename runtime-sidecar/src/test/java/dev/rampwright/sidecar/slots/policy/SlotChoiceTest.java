package dev.rampwright.sidecar.slots.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlotChoiceTest {
  private static final OwnerName ALICE = new OwnerName("alice", "");
  private static final OwnerName ALICES_AGENT = new OwnerName("alice", "coder");
  private static final OwnerName BOB = new OwnerName("bob", "");

  @Test
  void continuesInTheOwnersSlot() {
    var slots = List.of(idle(0, BOB, 1), idle(1, ALICE, 2).continuedOne(), empty(2));

    assertThat(SlotChoice.of(slots(slots), ALICE, 1)).isEqualTo(new SlotChoice.Mine(1));
  }

  @Test
  void beginsInAnEmptySlotBeforeItTakesOne() {
    var slots = List.of(idle(0, BOB, 1), empty(1));

    assertThat(SlotChoice.of(slots(slots), ALICE, 1)).isEqualTo(new SlotChoice.TakeOver(1));
  }

  @Test
  void takesTheLeastUsedWhereNoneIsEmpty() {
    var slots = List.of(idle(0, BOB, 7), idle(1, BOB, 3));

    assertThat(SlotChoice.of(slots(slots), ALICE, 1)).isEqualTo(new SlotChoice.TakeOver(1));
  }

  @Test
  void letsATenantThatHoldsEnoughReplaceOnlyItsOwn() {
    var slots = List.of(idle(0, BOB, 1), idle(1, ALICE, 9), empty(2));

    assertThat(SlotChoice.of(slots(slots), ALICES_AGENT, 1)).isEqualTo(new SlotChoice.TakeOver(1));
    assertThat(SlotChoice.of(slots(slots), ALICES_AGENT, 2)).isEqualTo(new SlotChoice.TakeOver(2));
  }

  @Test
  void waitsForABusyOwnSlotWhereItMayNotHaveAnother() {
    var slots = List.of(idle(0, BOB, 1), idle(1, ALICE, 9).busyOne(), empty(2));

    assertThat(SlotChoice.of(slots(slots), ALICE, 1)).isEqualTo(new SlotChoice.Wait());
    assertThat(SlotChoice.of(slots(slots), ALICE, 2)).isEqualTo(new SlotChoice.TakeOver(2));
  }

  @Test
  void sparesOnlyWhatIsEmptyAndAllowed() {
    var slots = slots(List.of(idle(0, BOB, 1), empty(1), idle(2, ALICE, 2)));

    assertThat(SlotChoice.spare(slots, "alice", 2)).hasValue(slots.get(1));
    assertThat(SlotChoice.spare(slots, "alice", 1)).isEmpty();
    assertThat(SlotChoice.spare(slots(List.of(idle(0, BOB, 1))), "alice", 1)).isEmpty();
    assertThat(SlotChoice.spare(slots(List.of(empty(0).busyOne())), "alice", 1)).isEmpty();
  }

  /** Whatever the slots are: no foreign KV, no busy slot, no more slots than one may have. */
  @Test
  void neverGivesWhatIsNotTheirs() {
    Random random = new Random(5);
    List<OwnerName> owners = List.of(ALICE, ALICES_AGENT, BOB);
    for (int i = 0; i < 20_000; i++) {
      List<SlotView> slots = new ArrayList<>();
      for (int id = 0; id < 1 + random.nextInt(5); id++) {
        @Nullable OwnerName owner = random.nextInt(4) == 0 ? null : owners.get(random.nextInt(3));
        slots.add(
            new SlotView(
                id, owner, random.nextInt(3) == 0, random.nextInt(3) == 0, random.nextInt(9)));
      }
      OwnerName asking = owners.get(random.nextInt(3));
      int perTenant = 1 + random.nextInt(3);
      long held = slots.stream().filter(slot -> slot.isOfTenant(asking.tenant())).count();
      SlotChoice choice = SlotChoice.of(slots, asking, perTenant);
      assertThat(SlotChoice.isThereOne(slots, asking.tenant(), perTenant))
          .isNotEqualTo(choice instanceof SlotChoice.Wait);
      switch (choice) {
        case SlotChoice.Mine(int id) -> {
          assertThat(slots.get(id).owner()).isEqualTo(asking);
          assertThat(slots.get(id).busy()).isFalse();
        }
        case SlotChoice.TakeOver(int id) -> {
          assertThat(slots.get(id).busy()).isFalse();
          assertThat(held < perTenant || slots.get(id).isOfTenant(asking.tenant())).isTrue();
        }
        case SlotChoice.Wait wait ->
            assertThat(slots)
                .noneMatch(slot -> slot.isIdle() && (held < perTenant || slot.isOf(asking)));
      }
    }
  }

  /** Shorthand of the examples. */
  private record Example(
      int id, @Nullable OwnerName owner, boolean busy, boolean continued, long lastUse) {
    Example busyOne() {
      return new Example(id, owner, true, continued, lastUse);
    }

    Example continuedOne() {
      return new Example(id, owner, busy, true, lastUse);
    }
  }

  private static List<SlotView> slots(List<Example> examples) {
    return examples.stream()
        .map(it -> new SlotView(it.id(), it.owner(), it.busy(), it.continued(), it.lastUse()))
        .toList();
  }

  private static Example idle(int id, OwnerName owner, long lastUse) {
    return new Example(id, owner, false, false, lastUse);
  }

  private static Example empty(int id) {
    return new Example(id, null, false, false, 0);
  }
}
