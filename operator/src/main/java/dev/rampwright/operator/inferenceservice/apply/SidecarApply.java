package dev.rampwright.operator.inferenceservice.apply;

import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarClient;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarClient.Push;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarReply;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarReply.Answered;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarReply.Refused;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarReply.Unreachable;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the sidecars what was decided, where they do not say so already. Who did not take it is
 * asked again by the next pass, whose statistics show it.
 */
public final class SidecarApply {
  private static final Logger LOG = LoggerFactory.getLogger(SidecarApply.class);

  private final SidecarClient sidecars;
  private final PushMemory memory = new PushMemory();

  public SidecarApply(SidecarClient sidecars) {
    this.sidecars = sidecars;
  }

  /**
   * Pushes what is missing.
   *
   * @return whether anything was pushed, so that it is worth looking again soon
   */
  public boolean apply(Gathered seen, Decision decision) {
    PushPlan plan = new PushPlan(seen, decision, memory);
    List<Push> pushes =
        Stream.of(plan.configs(), plan.splits(), plan.locals()).flatMap(List::stream).toList();
    List<SidecarReply> replies = sidecars.push(pushes);
    for (int i = 0; i < pushes.size(); i++) {
      note(pushes.get(i), replies.get(i));
    }
    return !pushes.isEmpty();
  }

  private void note(Push push, SidecarReply reply) {
    switch (reply) {
      case Answered(var stats) ->
          memory.taken(push.target().podUid(), push.path(), stats.core().instance(), push.body());
      case Refused(int status, String message) ->
          LOG.warn("{} refused {}: {} {}", push.target(), push.path(), status, message);
      case Unreachable(String message) ->
          LOG.warn("{} did not answer {}: {}", push.target(), push.path(), message);
    }
  }
}
