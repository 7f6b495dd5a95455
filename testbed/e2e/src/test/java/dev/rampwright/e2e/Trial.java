package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.inferenceservice.InferenceServiceStatus.RolloutStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.Transition;
import dev.rampwright.e2e.record.Classifier;
import dev.rampwright.e2e.record.FailureClass;
import dev.rampwright.e2e.record.Figures;
import dev.rampwright.e2e.record.Kill;
import dev.rampwright.e2e.record.Look;
import dev.rampwright.e2e.record.Moment;
import dev.rampwright.e2e.record.Sent;
import dev.rampwright.e2e.record.Share;
import dev.rampwright.e2e.wire.Load;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One ramp under a steady load: everything that clients see is kept, and judged at the end. */
final class Trial implements AutoCloseable {
  static final int PER_SECOND = 10;

  private final String scenario;
  private final Service service;
  private final Load load;
  private final Watch watch;
  private final List<Kill> kills = new ArrayList<>();
  private @Nullable Instant changed;

  private Trial(String scenario, Service service, InetSocketAddress to, int perSecond) {
    this.scenario = scenario;
    this.service = service;
    this.load = Load.begin(to, perSecond);
    this.watch = Watch.begin(service);
  }

  /** Begins the load when every pod of the service is ready. */
  static Trial begin(String scenario, Service service) {
    return begin(scenario, service, PER_SECOND);
  }

  static Trial begin(String scenario, Service service, int perSecond) {
    return begin(scenario, service, service.address(), perSecond);
  }

  /** Begins the load on another address that leads to the service. */
  static Trial begin(String scenario, Service service, InetSocketAddress to, int perSecond) {
    service.awaitReadyPods(service.stable(), 2);
    return new Trial(scenario, service, to, perSecond);
  }

  Load load() {
    return load;
  }

  List<Look> looks() {
    return watch.looks();
  }

  /** Applies; the first change is when the clock of the figures begins. */
  void change(String manifest) throws Exception {
    if (changed == null) {
      changed = Instant.now();
    }
    service.apply(manifest);
  }

  /** Waits until every entry pod gives the candidate that share. */
  void awaitStep(int weight) {
    service.await(
        weight + "% in force",
        Duration.ofMinutes(4),
        status ->
            status.traffic() != null
                && service.rollout().state().equals("Ramping")
                && status.traffic().candidateWeight() == weight
                && status.traffic().entryPods() > 0
                && status.traffic().entryPods().equals(status.traffic().ackedEntryPods()));
  }

  void awaitState(String state) {
    service.await(state, Duration.ofMinutes(5), status -> service.rollout().state().equals(state));
  }

  void killed(Kill kill) {
    kills.add(kill);
  }

  /**
   * Ends the load, writes the figures and judges the failures: those of a class that is not allowed
   * must not exist, and no kill explains more than were open.
   */
  Figures end(FailureClass... allowed) throws IOException {
    load.finish();
    watch.close();
    List<Sent> sent = load.sent();
    Classifier classifier = new Classifier(watch.candidates(), kills);
    Figures figures = figures(sent, classifier);
    Results.write(figures, classifier, sent);
    judge(figures, classifier, sent, Set.of(allowed));
    return figures;
  }

  private Figures figures(List<Sent> sent, Classifier classifier) {
    RolloutStatus rollout = service.rollout();
    End end = End.of(rollout);
    Instant begun = Objects.requireNonNull(changed, "nothing was changed");
    return new Figures(
        scenario,
        sent.size(),
        classifier.count(sent),
        Share.of(watch.looks(), sent),
        Moment.of(watch.looks(), begun),
        kills,
        rollout.state(),
        end.reason(),
        end.message());
  }

  /** Why a ramp ended: the cause of a roll-back, else the last transition. */
  private record End(String reason, String message) {
    static End of(RolloutStatus rollout) {
      if (rollout.reason() != null) {
        return new End(rollout.reason(), Objects.requireNonNullElse(rollout.message(), ""));
      }
      Transition last = Objects.requireNonNull(rollout.history(), "no history").getFirst();
      return new End(last.reason(), last.message());
    }
  }

  private static void judge(
      Figures figures, Classifier classifier, List<Sent> sent, Set<FailureClass> allowed) {
    Set<FailureClass> forbidden = EnumSet.allOf(FailureClass.class);
    forbidden.removeAll(allowed);
    forbidden.add(FailureClass.OTHER);
    for (FailureClass kind : forbidden) {
      assertThat(classifier.of(kind, sent).stream().map(Sent::line))
          .as("class %s, %s", kind.number(), kind.meaning())
          .isEmpty();
    }
    assertThat(figures.failures(FailureClass.ON_KILLED_PROCESS))
        .as("requests lost on what was killed, against those that were open")
        .isLessThanOrEqualTo(figures.most());
  }

  @Override
  public void close() {
    load.close();
    watch.close();
  }
}
