package dev.rampwright.sidecar.slots.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.sidecar.slots.policy.Eviction.Kept;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvictionTest {
  @Test
  void takesFromWhoHoldsMostTheLeastUsed() {
    List<Kept<String>> all =
        List.of(kept("a1", "alice", 10, 1), kept("b1", "bob", 30, 9), kept("b2", "bob", 30, 5));

    assertThat(Eviction.victims(all, 70)).isEmpty();
    assertThat(Eviction.victims(all, 69)).containsExactly("b2");
    assertThat(Eviction.victims(all, 39)).containsExactly("b2", "b1");
    assertThat(Eviction.victims(all, 0)).containsExactlyInAnyOrder("a1", "b1", "b2");
    assertThat(Eviction.victims(all, -5)).hasSize(3);
  }

  private static Kept<String> kept(String name, String tenant, long bytes, long used) {
    return new Kept<>(name, tenant, bytes, Instant.ofEpochSecond(used));
  }
}
