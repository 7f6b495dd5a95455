package dev.rampwright.operator.ramp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes a {@link RampState} down, field by field; {@link RampRecordReader} reads it back. */
final class RampRecordWriter {
  private final String name;
  private final RampState state;
  private @Nullable Attempt attempt;
  private @Nullable Instant since;
  private @Nullable Integer step;
  private @Nullable Instant stepSince;
  private @Nullable Instant startedAt;
  private @Nullable Integer failedVerdicts;
  private @Nullable Instant stableLostAt;
  private @Nullable Cause cause;
  private @Nullable Passes passes;
  private @Nullable Instant pausedAt;
  private @Nullable Pause pausedBy;
  private @Nullable String clearance;
  private @Nullable Integer weight;
  private @Nullable Instant waitingSince;

  private RampRecordWriter(String name, RampState state) {
    this.name = name;
    this.state = state;
  }

  static RampRecord write(RampState state) {
    return switch (state) {
      case Idle it -> new RampRecordWriter("Idle", it).record();
      case Starting it -> new RampRecordWriter("Starting", it).entered(it.since(), it.stall());
      case Preparing it -> beforeTraffic("Preparing", it);
      case Proving it -> beforeTraffic("Proving", it);
      case Ramping it -> new RampRecordWriter("Ramping", it).atStep(it).record();
      case Paused it -> paused(it);
      case Interrupted it -> interrupted(it);
      case Promoting it -> new RampRecordWriter("Promoting", it).trying(it, it.since()).record();
      case Draining it -> new RampRecordWriter("Draining", it).trying(it, it.since()).record();
      case RollingBack it -> rollingBack(it);
      case RolledBack it -> rolledBack(it);
    };
  }

  private static RampRecord beforeTraffic(String name, BeforeTraffic it) {
    RampRecordWriter writer = new RampRecordWriter(name, it).trying(it, it.since());
    writer.stableLostAt = it.stableLostAt();
    writer.pausedAt = it instanceof Preparing preparing ? preparing.heldSince() : null;
    writer.clearance = it.clearance() == Clearance.USUAL ? null : it.clearance().word();
    return writer.record();
  }

  private static RampRecord paused(Paused it) {
    RampRecordWriter writer = new RampRecordWriter("Paused", it).atStep(it.step());
    writer.pausedAt = it.since();
    writer.pausedBy = it.by();
    return writer.record();
  }

  private static RampRecord interrupted(Interrupted it) {
    RampRecordWriter writer = new RampRecordWriter("Interrupted", it).trying(it, it.since());
    writer.step = it.step();
    writer.stepSince = it.stepSince();
    writer.failedVerdicts = it.failedVerdicts();
    writer.pausedBy = it.by();
    return writer.record();
  }

  private static RampRecord rollingBack(RollingBack it) {
    RampRecordWriter writer = new RampRecordWriter("RollingBack", it);
    writer.attempt = it.attempt();
    writer.weight = it.weightPercent() == 0 ? null : it.weightPercent();
    return writer.entered(it.since(), it.cause());
  }

  private static RampRecord rolledBack(RolledBack it) {
    RampRecordWriter writer = new RampRecordWriter("RolledBack", it);
    writer.attempt = it.attempt();
    return writer.entered(it.since(), it.cause());
  }

  private RampRecord entered(Instant at, @Nullable Cause why) {
    since = at;
    cause = why;
    return record();
  }

  private RampRecordWriter trying(Trying it, Instant at) {
    attempt = it.attempt();
    since = at;
    return this;
  }

  private RampRecordWriter atStep(Ramping it) {
    trying(it, it.since());
    step = it.step();
    startedAt = it.startedAt();
    failedVerdicts = it.failedVerdicts();
    stableLostAt = it.stableLostAt();
    passes = it.passes();
    clearance = it.straight() ? Clearance.GIVEN.word() : null;
    @Nullable Reach reach = it.reach();
    weight = reach == null ? null : reach.weightPercent();
    waitingSince = reach == null ? null : reach.waitingSince();
    return this;
  }

  private RampRecord record() {
    return new RampRecord(
        name,
        state.epoch(),
        attempt == null ? null : attempt.id(),
        state.stableRevision().orElse(null),
        attempt == null ? state.candidateRevision().orElse(null) : attempt.candidate(),
        text(since),
        step,
        text(stepSince),
        text(startedAt),
        failedVerdicts,
        text(stableLostAt),
        cause == null ? null : cause.reason().word(),
        cause == null ? null : cause.message(),
        passes == null ? null : passes.count(),
        passes == null ? null : passes.requests(),
        passes == null ? null : text(passes.at()),
        text(pausedAt),
        pausedBy == null ? null : pausedBy.word(),
        clearance,
        weight,
        text(waitingSince),
        attempt == null || attempt.replicas() == 0 ? null : attempt.replicas());
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
