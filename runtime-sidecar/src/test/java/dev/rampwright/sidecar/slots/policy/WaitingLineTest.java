package dev.rampwright.sidecar.slots.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
  private final WaitingLine<String> line = new WaitingLine<>();

  @Test
  void servesWhoCameFirstOfThoseWhoMay() {
    line.join("alice", "a1");
    line.join("alice", "a2");
    line.join("bob", "b1");

    assertThat(line.next(tenant -> !tenant.equals("alice"))).hasValue("b1");
    assertThat(line.next(tenant -> false)).isEmpty();
    assertThat(line.next(tenant -> true)).hasValue("a1");
    assertThat(line.next(tenant -> true)).hasValue("a2");
    assertThat(line.next(tenant -> true)).isEmpty();
  }

  @Test
  void letsAnybodyLeave() {
    line.join("alice", "a1");
    line.join("bob", "b1");
    line.join("alice", "a2");

    assertThat(line.leave(waiter -> waiter.endsWith("1"))).containsExactlyInAnyOrder("a1", "b1");
    assertThat(line.size()).isEqualTo(1);
    assertThat(line.next(tenant -> true)).hasValue("a2");
  }

  /** One tenant may not have a slot, and ten thousand of its requests wait. */
  @Test
  void looksAtEachTenantOnce() {
    for (int i = 0; i < 10_000; i++) {
      line.join("alice", "a" + i);
    }
    line.join("bob", "b");
    List<String> asked = new ArrayList<>();

    Optional<String> next =
        line.next(
            tenant -> {
              asked.add(tenant);
              return tenant.equals("bob");
            });

    assertThat(next).hasValue("b");
    assertThat(asked).containsExactly("alice", "bob");
  }

  /** Random comings and goings give what a plain list that is walked gives. */
  @Test
  void doesWhatAPlainListDoes() {
    Random random = new Random(3);
    List<String> plain = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      String tenant = "t" + random.nextInt(5);
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> {
          plain.add(tenant + ":" + i);
          line.join(tenant, tenant + ":" + i);
        }
        case 3 -> {
          int rest = random.nextInt(7);
          assertThat(line.leave(waiter -> waiter.hashCode() % 7 == rest))
              .containsExactlyInAnyOrderElementsOf(
                  plain.stream().filter(waiter -> waiter.hashCode() % 7 == rest).toList());
          plain.removeIf(waiter -> waiter.hashCode() % 7 == rest);
        }
        default -> {
          Set<String> may = Set.of("t" + random.nextInt(3), "t" + (3 + random.nextInt(2)));
          Optional<String> expected =
              plain.stream().filter(waiter -> may.contains(waiter.substring(0, 2))).findFirst();
          assertThat(line.next(may::contains)).isEqualTo(expected);
          expected.ifPresent(plain::remove);
        }
      }
      assertThat(line.size()).isEqualTo(plain.size());
    }
  }
}
