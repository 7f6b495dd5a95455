package dev.rampwright.operator.inferenceservice.status;

import static java.util.Objects.requireNonNullElse;

import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.operator.inferenceservice.rollout.Commands;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.kube.Events.Notice;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.ramp.CommandOutcome;
import dev.rampwright.operator.ramp.GateVerdict;
import dev.rampwright.operator.ramp.RampEvent;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which events a new status is worth: one for each transition. */
public final class Notices {
  private Notices() {}

  /** The events of the change from {@code old} to {@code status}. */
  public static List<Notice> of(
      @Nullable InferenceServiceStatus old,
      InferenceServiceStatus status,
      Decision decision,
      Instant now) {
    Stream<Notice> ramp = decision.ramp().events().stream().map(event -> notice(event, now));
    Stream<Notice> conditions =
        Stream.of(
                lost(old, status, "Ready", "True"),
                lost(old, status, "CacheReady", "Absent"),
                gained(old, status, "CacheReady"),
                lost(old, status, "AuthReady", "Absent"),
                sourceFailing(old, status),
                sourceAnswers(old, status, decision),
                stalled(old, status))
            .flatMap(Optional::stream);
    Stream<Notice> command = decision.command().stream().map(it -> notice(it, now));
    return Stream.of(ramp, command, conditions).flatMap(notices -> notices).toList();
  }

  private static Notice notice(Commands.Handled handled, Instant now) {
    String message = "command %s: %s".formatted(handled.text(), handled.outcome().message());
    return switch (handled.outcome()) {
      case CommandOutcome.Done _ -> Notice.normal(Reason.CommandDone, message, now.toString());
      case CommandOutcome.Ignored _ ->
          Notice.warning(
              Reason.CommandIgnored,
              "command %s is ignored: %s".formatted(handled.text(), handled.outcome().message()),
              now.toString());
    };
  }

  private static Notice notice(RampEvent event, Instant now) {
    Reason reason = Reason.valueOf(event.reason().word());
    return event.reason().warning()
        ? Notice.warning(reason, event.message(), now.toString())
        : Notice.normal(reason, event.message(), now.toString());
  }

  /** The condition turned False; {@code from} is what it must have been, Absent: anything else. */
  private static Optional<Notice> lost(
      @Nullable InferenceServiceStatus old,
      InferenceServiceStatus status,
      String type,
      String from) {
    String before = find(old, type).map(Condition::getStatus).orElse("Absent");
    boolean counts = from.equals("Absent") ? !before.equals("False") : before.equals(from);
    return find(status, type)
        .filter(condition -> counts && "False".equals(condition.getStatus()))
        .map(
            condition ->
                Notice.warning(
                    Reason.valueOf(condition.getReason()),
                    condition.getMessage(),
                    condition.getLastTransitionTime()));
  }

  private static Optional<Notice> gained(
      @Nullable InferenceServiceStatus old, InferenceServiceStatus status, String type) {
    boolean before = find(old, type).filter(it -> "True".equals(it.getStatus())).isPresent();
    return find(status, type)
        .filter(condition -> !before && "True".equals(condition.getStatus()))
        .map(
            condition ->
                Notice.normal(
                    Reason.valueOf(condition.getReason()),
                    condition.getMessage(),
                    condition.getLastTransitionTime()));
  }

  private static Optional<Notice> sourceFailing(
      @Nullable InferenceServiceStatus old, InferenceServiceStatus status) {
    return find(status, "RolloutHealthy")
        .filter(it -> isSourceFailing(status) && !isSourceFailing(old))
        .map(
            it ->
                Notice.warning(
                    Reason.MetricSourceFailing, it.getMessage(), it.getLastTransitionTime()));
  }

  /** Another step's queries were not asked yet: that is no answer. */
  private static Optional<Notice> sourceAnswers(
      @Nullable InferenceServiceStatus old, InferenceServiceStatus status, Decision decision) {
    boolean answered =
        decision.ramp().verdicts().stream()
            .filter(GateVerdict::counts)
            .allMatch(GateVerdict::answered);
    return find(status, "RolloutHealthy")
        .filter(it -> isSourceFailing(old) && "True".equals(it.getStatus()) && answered)
        .map(
            it ->
                Notice.normal(
                    Reason.MetricSourceAnswers,
                    "the gates' queries are answered again",
                    it.getLastTransitionTime()));
  }

  private static boolean isSourceFailing(@Nullable InferenceServiceStatus status) {
    return find(status, "RolloutHealthy")
        .filter(it -> Reason.MetricSourceFailing.name().equals(it.getReason()))
        .isPresent();
  }

  /** What the ramp itself stalls on has an event already. */
  private static Optional<Notice> stalled(
      @Nullable InferenceServiceStatus old, InferenceServiceStatus status) {
    List<String> ours =
        List.of(
            Reason.InvalidSpec.name(),
            Reason.MetricProviderUnknown.name(),
            Reason.NameConflict.name(),
            Reason.StatusUnreadable.name());
    String before = find(old, "Stalled").map(Condition::getMessage).orElse("");
    return find(status, "Stalled")
        .filter(it -> ours.contains(it.getReason()) && !before.equals(it.getMessage()))
        .map(
            it ->
                Notice.warning(
                    Reason.valueOf(it.getReason()), it.getMessage(), it.getLastTransitionTime()));
  }

  private static Optional<Condition> find(@Nullable InferenceServiceStatus status, String type) {
    List<Condition> conditions =
        requireNonNullElse(status == null ? null : status.conditions(), List.<Condition>of());
    return conditions.stream().filter(it -> type.equals(it.getType())).findFirst();
  }
}
