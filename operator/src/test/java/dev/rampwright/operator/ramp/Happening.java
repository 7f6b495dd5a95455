package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.World.Pass;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Something that happens in a world. All chance is drawn before, so that it happens again the same
 * way in a sequence from which others are left out.
 *
 * @param name for a reader of a failure
 * @param act what happens; returns the passes that followed
 */
record Happening(String name, Function<World, List<Pass>> act) {
  static Happening of(String name, Consumer<World> change) {
    return new Happening(
        name,
        world -> {
          change.accept(world);
          return List.of();
        });
  }

  static Happening pass(String name, Function<World, Pass> pass) {
    return new Happening(name, world -> List.of(pass.apply(world)));
  }

  @Override
  public String toString() {
    return name;
  }
}
