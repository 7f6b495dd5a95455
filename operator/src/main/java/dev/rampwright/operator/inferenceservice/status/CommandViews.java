package dev.rampwright.operator.inferenceservice.status;

import static java.util.Objects.requireNonNullElse;

import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.HandledCommand;
import dev.rampwright.operator.inferenceservice.rollout.Commands.Handled;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.ramp.CommandOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code status.handledCommands}: by it no command runs twice. */
final class CommandViews {
  private static final int MAX = 16;

  private CommandViews() {}

  static @Nullable List<HandledCommand> list(
      @Nullable InferenceServiceStatus old, Decision decision, Instant now) {
    List<HandledCommand> commands =
        new ArrayList<>(
            requireNonNullElse(
                old == null ? null : old.handledCommands(), List.<HandledCommand>of()));
    decision.command().ifPresent(handled -> commands.addFirst(view(handled, now)));
    return commands.isEmpty()
        ? null
        : List.copyOf(commands.subList(0, Math.min(commands.size(), MAX)));
  }

  private static HandledCommand view(Handled handled, Instant now) {
    InferenceServiceStatus.CommandOutcome outcome =
        switch (handled.outcome()) {
          case CommandOutcome.Done _ -> InferenceServiceStatus.CommandOutcome.Done;
          case CommandOutcome.Ignored _ -> InferenceServiceStatus.CommandOutcome.Ignored;
        };
    return new HandledCommand(handled.text(), outcome, handled.outcome().message(), now.toString());
  }
}
