package dev.rampwright.operator.inferenceservice.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.operator.testing.Versions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Brings a world to rest, and looks whether it stays there. */
final class Rest {
  private static final int PATIENCE = 150;
  private static final int QUIET = 4;
  private static final int HELPS = 8;
  private static final int LOOKS = 6;

  /** Where a service may be for hours. Preparing: held by a pause before traffic. */
  private static final Set<String> RESTING =
      Set.of("Idle", "RolledBack", "Paused", "Preparing", "Starting");

  /** Without pods also: a ramp that was under way begins anew when pods are asked for. */
  private static final Set<String> STOPPED =
      Stream.concat(RESTING.stream(), Stream.of("RollingBack"))
          .collect(Collectors.toUnmodifiableSet());

  private static final List<Class<? extends HasMetadata>> OPERATORS =
      ListedContext.KINDS.stream()
          .filter(kind -> kind != Pod.class && kind != EndpointSlice.class)
          .toList();

  private final CrashWorld world;

  Rest(CrashWorld world) {
    this.world = world;
  }

  /** Everything goes well until the operator writes nothing more. */
  void reach() {
    int quiet = 0;
    for (int i = 0; i < PATIENCE; i++) {
      world.prosper();
      // A share that is measured is written; a step that stands still would never be at rest.
      world.node.requestsCome(!world.state().equals("Paused"));
      world.advance(Duration.ofSeconds(30));
      int before = world.gate.writes();
      CrashFate.outlive(world);
      quiet = world.gate.writes() == before ? quiet + 1 : 0;
      if (quiet == QUIET) {
        assertThat(isStopped() ? STOPPED : RESTING).as("L1 where it rests").contains(world.state());
        return;
      }
    }
    throw new AssertionError("L1 does not come to rest; it stays in " + world.state());
  }

  /** What a person would do about a service that waits for one, until the last spec serves. */
  void serveWhatIsAsked() {
    for (int i = 0; i < HELPS; i++) {
      int anew = 8192 + 1024 * i;
      world.wish(wish -> wish.with("paused", false).with("replicas", 2));
      reach();
      switch (world.state()) {
        case "Idle" -> {
          return;
        }
        case "RolledBack" -> world.wish(wish -> wish.with("context", anew));
        default -> world.command("resume");
      }
    }
    throw new AssertionError("L1 cannot be brought to serve; it stays in " + world.state());
  }

  /** An hour in which nobody does anything; in its middle the operator is started anew. */
  void stayForAnHour() {
    Map<String, String> versions = versions();
    Map<String, Integer> before = world.gate.writesByKind();
    for (int i = 0; i < LOOKS; i++) {
      if (i == LOOKS / 2) {
        world.restart();
      }
      world.advance(Duration.ofMinutes(60 / LOOKS));
      world.pass();
    }
    assertThat(world.gate.writesByKind())
        .as(
            "I9 an idle service causes no write; it is %s",
            world.service().orElseThrow().getStatus())
        .isEqualTo(before);
    assertThat(versions()).as("I9 an idle service changes nothing").isEqualTo(versions);
  }

  private boolean isStopped() {
    return Objects.equals(world.service().orElseThrow().getSpec().replicas(), 0);
  }

  private Map<String, String> versions() {
    Map<String, String> versions =
        new TreeMap<>(Versions.of(world.admin, world.namespace, OPERATORS));
    versions.put(
        CrashWorld.SERVICE, world.service().orElseThrow().getMetadata().getResourceVersion());
    return versions;
  }
}
