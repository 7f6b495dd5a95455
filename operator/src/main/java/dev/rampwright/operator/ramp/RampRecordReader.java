package dev.rampwright.operator.ramp;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads a {@link RampRecord} strictly: a guess about traffic would be worse than an error. */
record RampRecordReader(RampRecord record) {
  RampState state() {
    if (record.epoch() < 1) {
      throw new CorruptRampRecordException("epoch must be at least 1, is " + record.epoch());
    }
    return switch (record.state()) {
      case "Starting" -> new Starting(candidate(), record.epoch(), since(), causeOrNull());
      case "Idle" -> new Idle(stable(), record.epoch());
      case "Preparing" ->
          new Preparing(
              attempt(),
              record.epoch(),
              since(),
              stableLostAt(),
              clearance(),
              instantOrNull("pausedAt", record.pausedAt()));
      case "Proving" ->
          new Proving(attempt(), record.epoch(), since(), stableLostAt(), clearance());
      case "Ramping" -> ramping();
      case "Paused" -> paused();
      case "Interrupted" -> interrupted();
      case "Promoting" -> new Promoting(attempt(), record.epoch(), since());
      case "Draining" -> new Draining(attempt(), record.epoch(), since());
      case "RollingBack" -> new RollingBack(attempt(), record.epoch(), since(), cause(), weight());
      case "RolledBack" -> new RolledBack(attempt(), record.epoch(), since(), cause());
      default ->
          throw new CorruptRampRecordException("state \"%s\" is unknown".formatted(record.state()));
    };
  }

  private Ramping ramping() {
    return new Ramping(
        attempt(),
        record.epoch(),
        step(),
        since(),
        instantOrNull("stepStartedAt", record.stepStartedAt()),
        failedVerdicts(),
        stableLostAt(),
        passes(),
        reach(),
        clearance() == Clearance.GIVEN);
  }

  private @Nullable Reach reach() {
    return record.weight() == null
        ? null
        : new Reach(weight(), instantOrNull("waitingSince", record.waitingSince()));
  }

  private int weight() {
    int weight = record.weight() == null ? 0 : atLeast0("weight", record.weight());
    if (weight > 100) {
      throw new CorruptRampRecordException("weight must be at most 100, is " + weight);
    }
    return weight;
  }

  private @Nullable Passes passes() {
    Integer count = record.passes();
    return count == null || atLeast0("passes", count) == 0
        ? null
        : new Passes(
            count,
            present("passedRequests", record.passedRequests()),
            instant("passedAt", record.passedAt()));
  }

  private Paused paused() {
    Pause by = Pause.parse(present("pausedBy", record.pausedBy()));
    return new Paused(ramping(), by, instant("pausedAt", record.pausedAt()));
  }

  private Interrupted interrupted() {
    Instant stepSince = instant("stepSince", record.stepSince());
    return new Interrupted(
        attempt(), record.epoch(), step(), stepSince, failedVerdicts(), since(), pauseOrNull());
  }

  private Attempt attempt() {
    if (stable().equals(candidate())) {
      throw new CorruptRampRecordException("stable and candidate are both " + stable());
    }
    int replicas = record.replicas() == null ? 0 : atLeast0("replicas", record.replicas());
    return new Attempt(present("id", record.id()), stable(), candidate(), replicas);
  }

  private String stable() {
    return present("stable", record.stable());
  }

  private String candidate() {
    return present("candidate", record.candidate());
  }

  private int step() {
    return atLeast0("stepIndex", present("stepIndex", record.stepIndex()));
  }

  private int failedVerdicts() {
    Integer count = record.failedVerdicts();
    return count == null ? 0 : atLeast0("failedVerdicts", count);
  }

  private Instant since() {
    return instant("since", record.since());
  }

  private @Nullable Instant stableLostAt() {
    return instantOrNull("stableLostAt", record.stableLostAt());
  }

  private @Nullable Pause pauseOrNull() {
    return record.pausedBy() == null ? null : Pause.parse(record.pausedBy());
  }

  private Clearance clearance() {
    return record.clearance() == null ? Clearance.USUAL : Clearance.parse(record.clearance());
  }

  private Cause cause() {
    RampReason reason = RampReason.parse(present("reason", record.reason()));
    if (!reason.endsRamp()) {
      throw new CorruptRampRecordException(
          "reason \"%s\" does not end a ramp".formatted(reason.word()));
    }
    return new Cause(reason, present("message", record.message()));
  }

  private @Nullable Cause causeOrNull() {
    return record.reason() == null ? null : cause();
  }

  private <T> T present(String field, @Nullable T value) {
    if (value == null) {
      throw new CorruptRampRecordException(
          "%s is missing in state %s".formatted(field, record.state()));
    }
    return value;
  }

  private static int atLeast0(String field, int value) {
    if (value < 0) {
      throw new CorruptRampRecordException(
          "%s must not be negative, is %d".formatted(field, value));
    }
    return value;
  }

  private Instant instant(String field, @Nullable String text) {
    return parse(field, present(field, text));
  }

  private static @Nullable Instant instantOrNull(String field, @Nullable String text) {
    return text == null ? null : parse(field, text);
  }

  private static Instant parse(String field, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new CorruptRampRecordException(
          "%s is not an instant: \"%s\"".formatted(field, text), e);
    }
  }
}
