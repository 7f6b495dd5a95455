package dev.rampwright.operator.kube;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of one status, immutable. A condition keeps its transition time for as long as its
 * status stays the same.
 */
public final class Conditions {
  private static final int MAX_MESSAGE = 4096;

  private final Map<String, Condition> byType;
  private final @Nullable Long generation;
  private final String now;

  private Conditions(Map<String, Condition> byType, @Nullable Long generation, String now) {
    this.byType = byType;
    this.generation = generation;
    this.now = now;
  }

  /**
   * Continues from the conditions of the last status.
   *
   * @param previous those conditions; null at first sight
   * @param generation the spec that the new conditions answer
   * @param now transition time of what changes
   */
  public static Conditions continuing(
      @Nullable List<Condition> previous, @Nullable Long generation, Instant now) {
    Map<String, Condition> byType = new TreeMap<>();
    if (previous != null) {
      previous.forEach(condition -> byType.put(condition.getType(), condition));
    }
    return new Conditions(byType, generation, now.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** With this condition in force. */
  public Conditions with(String type, Truth status, Reason reason, String message) {
    Condition old = byType.get(type);
    boolean same = old != null && status.name().equals(old.getStatus());
    Condition condition =
        new ConditionBuilder()
            .withType(type)
            .withStatus(status.name())
            .withReason(reason.name())
            .withMessage(bounded(message))
            .withObservedGeneration(generation)
            .withLastTransitionTime(same && old != null ? old.getLastTransitionTime() : now)
            .build();
    Map<String, Condition> next = new TreeMap<>(byType);
    next.put(type, condition);
    return new Conditions(next, generation, now);
  }

  /** Without this condition: those that exist only while true. */
  public Conditions without(String type) {
    Map<String, Condition> next = new TreeMap<>(byType);
    next.remove(type);
    return new Conditions(next, generation, now);
  }

  /** With the condition True while {@code holds}, without it otherwise. */
  public Conditions whileTrue(String type, boolean holds, Reason reason, String message) {
    return holds ? with(type, Truth.True, reason, message) : without(type);
  }

  /** In the order of their types, so that equal conditions make equal statuses. */
  public List<Condition> list() {
    return List.copyOf(byType.values());
  }

  private static String bounded(String message) {
    return message.length() <= MAX_MESSAGE
        ? message
        : message.substring(0, MAX_MESSAGE - 3) + "...";
  }
}
