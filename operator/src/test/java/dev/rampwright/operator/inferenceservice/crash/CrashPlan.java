package dev.rampwright.operator.inferenceservice.crash;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** At which writes the operator dies. Asked once for each write, in their order. */
interface CrashPlan {
  /** When to die, seen from that write. */
  Moment at(Write write);

  /** It lives. */
  static CrashPlan never() {
    return write -> Moment.NEVER;
  }

  /** At some, by chance: so much of them before, and as much after. */
  static CrashPlan random(Random random, double share) {
    return write -> {
      double drawn = random.nextDouble();
      return drawn < share ? Moment.BEFORE : drawn < 2 * share ? Moment.AFTER : Moment.NEVER;
    };
  }

  /**
   * At each: the first write of a kind to an object finds the operator dead before it, the second
   * after it, the third lets it live, and so on. While requests are counted every look has new
   * figures to record; an operator that died at each of them would never come to what follows.
   */
  static CrashPlan each() {
    Map<String, Integer> tries = new HashMap<>();
    List<Moment> inTurn = List.of(Moment.BEFORE, Moment.AFTER, Moment.NEVER);
    return write ->
        inTurn.get((tries.merge(write.kind() + write.path(), 1, Integer::sum) - 1) % inTurn.size());
  }
}
