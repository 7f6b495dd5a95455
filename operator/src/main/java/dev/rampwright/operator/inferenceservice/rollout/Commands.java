package dev.rampwright.operator.inferenceservice.rollout;

import static java.util.Objects.requireNonNullElse;

import dev.rampwright.api.common.Api;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.HandledCommand;
import dev.rampwright.operator.ramp.Command;
import dev.rampwright.operator.ramp.CommandOutcome;
import dev.rampwright.operator.ramp.CommandOutcome.Ignored;
import dev.rampwright.operator.ramp.Verb;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The command that the annotation asks for and that nobody has looked at yet. What was looked at
 * stands in the status, so that the annotation may stay where it is, or come back.
 *
 * @param text as it is recorded; empty if there is nothing to do
 * @param command for the ramp; empty if there is none, or it makes no sense
 * @param refusal why it makes no sense
 */
public record Commands(
    Optional<String> text, Optional<Command> command, Optional<CommandOutcome> refusal) {
  private static final int MAX_TEXT = 120;
  private static final Pattern FORM = Pattern.compile("([^/]+)/([0-9a-f]{8})/([a-z0-9-]{1,36})");

  private static final Commands NONE =
      new Commands(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * A command that was looked at.
   *
   * @param text as the annotation has it
   * @param outcome what became of it
   */
  public record Handled(String text, CommandOutcome outcome) {}

  static Commands of(InferenceService service) {
    String text = annotation(service);
    List<HandledCommand> handled = handled(service.getStatus());
    if (text.isEmpty() || handled.stream().anyMatch(it -> it.command().equals(text))) {
      return NONE;
    }
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return refused(
          text,
          "it is no command; write <verb>/<hash>/<token>: one of %s, the revision's hash from"
                  .formatted(String.join(", ", Verb.words()))
              + " status.candidateRevision, and a new token of 1 to 36 characters from a-z, 0-9"
              + " and '-'");
    }
    Optional<Verb> verb = Verb.parse(parts.group(1));
    if (verb.isEmpty()) {
      return refused(
          text,
          "verb %s is unknown; write one of %s"
              .formatted(parts.group(1), String.join(", ", Verb.words())));
    }
    Command command = new Command(verb.get(), parts.group(2), parts.group(3));
    return handled.stream()
        .filter(it -> it.command().endsWith("/" + command.token()))
        .findFirst()
        .map(it -> refused(text, usedToken(command, it)))
        .orElseGet(() -> new Commands(Optional.of(text), Optional.of(command), Optional.empty()));
  }

  /** What there is to record once the ramp has decided; empty while the command waits. */
  Optional<Handled> handled(Optional<CommandOutcome> ramp) {
    return text.flatMap(it -> refusal.or(() -> ramp).map(outcome -> new Handled(it, outcome)));
  }

  private static Commands refused(String text, String why) {
    return new Commands(Optional.of(text), Optional.empty(), Optional.of(new Ignored(why)));
  }

  private static String usedToken(Command command, HandledCommand earlier) {
    return "token %s was used by %s; write %s/%s/<new token>"
        .formatted(command.token(), earlier.command(), command.verb().word(), command.hash());
  }

  private static String annotation(InferenceService service) {
    String text =
        Optional.ofNullable(service.getMetadata().getAnnotations())
            .map(annotations -> annotations.get(Api.ANNOTATION_COMMAND))
            .orElse("")
            .strip();
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }

  private static List<HandledCommand> handled(@Nullable InferenceServiceStatus status) {
    return requireNonNullElse(
        status == null ? null : status.handledCommands(), List.<HandledCommand>of());
  }
}
