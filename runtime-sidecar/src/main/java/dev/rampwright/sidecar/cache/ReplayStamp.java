package dev.rampwright.sidecar.cache;

import dev.rampwright.sidecar.cache.policy.AnswerOutline;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Gives each replay an id and times of its own. */
public final class ReplayStamp {
  private final InstantSource clock;
  private final RandomGenerator random;

  ReplayStamp(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** Says what to write over a copy of the answer. */
  public void write(CachedAnswer answer, AnswerOutline.Patch patch) {
    answer.outline().renew(answer.body(), clock.millis() / 1000, random, patch);
  }
}
