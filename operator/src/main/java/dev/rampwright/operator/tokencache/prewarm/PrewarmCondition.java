package dev.rampwright.operator.tokencache.prewarm;

import dev.rampwright.operator.kube.Conditions;
import dev.rampwright.operator.kube.Events.Notice;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.kube.Truth;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Derives the condition Prewarmed. */
public final class PrewarmCondition {
  private static final String TYPE = "Prewarmed";
  private static final Set<String> ENDS =
      Set.of(Reason.PrewarmComplete.name(), Reason.PrewarmIncomplete.name());

  private PrewarmCondition() {}

  /**
   * With the condition, or without where nothing is wanted.
   *
   * @param progress of what is ordered, if anything is
   */
  public static Conditions judged(
      Conditions conditions, PrewarmWish wish, Optional<PrewarmProgress> progress) {
    return switch (wish) {
      case PrewarmWish.None() -> conditions.without(TYPE);
      case PrewarmWish.Missing(String name) ->
          conditions.with(
              TYPE,
              Truth.False,
              Reason.PrewarmConfigMapMissing,
              "there is no ConfigMap %s in this namespace".formatted(name));
      case PrewarmWish.Invalid(String message) ->
          conditions.with(TYPE, Truth.False, Reason.PrewarmInvalid, message);
      case PrewarmWish.Ordered ordered ->
          progress
              .filter(PrewarmProgress::over)
              .map(over -> ended(conditions, over))
              .orElseGet(
                  () ->
                      conditions.with(
                          TYPE,
                          Truth.False,
                          Reason.Prewarming,
                          "status.prewarmed tells how far the sidecars are"));
    };
  }

  /** The event to publish when the sidecars have gone through a list. */
  public static Optional<Notice> news(
      @Nullable List<Condition> before, @Nullable List<Condition> after) {
    Optional<Condition> then = find(before);
    return find(after)
        .filter(now -> ENDS.contains(now.getReason()))
        .filter(
            now ->
                then.filter(
                        old ->
                            old.getReason().equals(now.getReason())
                                && old.getMessage().equals(now.getMessage()))
                    .isEmpty())
        .map(
            now ->
                now.getReason().equals(Reason.PrewarmComplete.name())
                    ? Notice.normal(
                        Reason.PrewarmComplete, now.getMessage(), now.getLastTransitionTime())
                    : Notice.warning(
                        Reason.PrewarmIncomplete, now.getMessage(), now.getLastTransitionTime()));
  }

  private static Optional<Condition> find(@Nullable List<Condition> conditions) {
    return Stream.ofNullable(conditions)
        .flatMap(List::stream)
        .filter(condition -> condition.getType().equals(TYPE))
        .findFirst();
  }

  private static Conditions ended(Conditions conditions, PrewarmProgress over) {
    String message =
        "%d of %d entries are in every sidecar; %d cannot be used, %d failed"
            .formatted(over.done(), over.entries(), over.skipped(), over.failed());
    return over.done() == over.entries()
        ? conditions.with(TYPE, Truth.True, Reason.PrewarmComplete, message)
        : conditions.with(TYPE, Truth.False, Reason.PrewarmIncomplete, message);
  }
}
