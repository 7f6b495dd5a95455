package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.Observation.ContainerFailure;
import dev.rampwright.operator.ramp.Observation.Entry;
import dev.rampwright.operator.ramp.Observation.Outcomes;
import dev.rampwright.operator.ramp.Observation.Pods;
import dev.rampwright.operator.ramp.RampDecision.Scale;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in miniature: what is recorded, which pods are ready, what the sidecars counted. A pass
 * decides on it and applies the decision, through the recorded form.
 */
final class World {
  /** One pass, for the invariants; a lost one was decided but not recorded. */
  record Pass(
      RampPlan plan, RampState before, Observation seen, RampDecision decision, boolean lost) {}

  private static final int REMEMBERED = 16;

  private final Decide decide;
  private final Map<String, Integer> present = new HashMap<>();
  private final Map<String, Integer> ready = new HashMap<>();
  private final Map<String, Integer> leaving = new HashMap<>();
  private final Map<String, Proof> proofs = new HashMap<>();
  private final List<Command> written = new ArrayList<>();
  private final Deque<Command> handled = new ArrayDeque<>();
  private final Set<String> failed = new HashSet<>();
  private Instant now = Fixtures.T0;
  private String desired = Fixtures.A;
  private int replicas = 2;
  private RampPlan specPlan = Fixtures.PROVEN;
  private RampPlan recordedPlan = Fixtures.PROVEN;
  private @Nullable RampRecord record;
  private @Nullable Observation last;
  private long epoch;
  private int acknowledged;
  private Outcomes outcomes = Outcomes.NONE;
  private int inFlightCandidate;
  private int inFlightStable;
  private Set<String> endpoints = Set.of();
  private boolean paused;
  private @Nullable Command annotation;

  World(Decide decide) {
    this.decide = decide;
  }

  RampState state() {
    return record == null ? Starting.of(desired, now) : record.toState();
  }

  String desired() {
    return desired;
  }

  Pass pass() {
    return pass(observe(state()));
  }

  /**
   * The caches lag: the pass sees what the last one saw, but not before its own record. Annotation
   * and record are one object, and a benchmark is found by its attempt's name.
   */
  Pass stalePass() {
    Observation now = observe(state());
    return pass(last == null ? now : with(last, now.command(), now.proof()));
  }

  static Observation with(Observation seen, Optional<Command> command, Optional<Proof> proof) {
    return new Observation(
        seen.now(),
        seen.desired(),
        seen.replicas(),
        seen.candidate(),
        seen.stable(),
        seen.entry(),
        seen.inFlightCandidate(),
        seen.inFlightStable(),
        seen.entryEndpoints(),
        seen.paused(),
        command,
        proof,
        seen.others());
  }

  /** The process dies after the decision, before anything is written. */
  Pass lostPass() {
    RampState state = state();
    return decide(state, observe(state), true);
  }

  private Pass pass(Observation seen) {
    last = seen;
    Pass pass = decide(state(), seen, false);
    apply(pass);
    return pass;
  }

  private Pass decide(RampState state, Observation seen, boolean lost) {
    RampPlan plan = state.keepsPlan() ? recordedPlan : specPlan;
    return new Pass(plan, state, seen, decide.decide(plan, state, seen), lost);
  }

  private void apply(Pass pass) {
    RampDecision decision = pass.decision();
    record = RampRecord.of(decision.next());
    if (decision.outcome().isPresent()) {
      handled.addFirst(pass.seen().command().orElseThrow());
      if (handled.size() > REMEMBERED) {
        handled.removeLast();
      }
    }
    if (decision.next().keepsPlan()) {
      recordedPlan = pass.plan();
    }
    if (decision.traffic().epoch() != epoch) {
      epoch = decision.traffic().epoch();
      acknowledged = 0;
      outcomes = Outcomes.NONE;
    }
    Set<String> running = new HashSet<>();
    for (Scale scale : decision.scales()) {
      running.add(scale.revision());
      resize(scale.revision(), scale.replicas());
    }
    Set.copyOf(present.keySet()).stream()
        .filter(revision -> !running.contains(revision))
        .forEach(revision -> resize(revision, 0));
  }

  /** Pods that are told to go take room until their requests have ended. */
  private void resize(String revision, int pods) {
    int gone = present.getOrDefault(revision, 0) - pods;
    if (gone > 0) {
      leaving.merge(revision, gone, Integer::sum);
    }
    present.put(revision, pods);
    ready.merge(revision, pods, Math::min);
  }

  private Observation observe(RampState state) {
    Pods stable = state.stableRevision().map(this::pods).orElse(Pods.NONE);
    Pods candidate = state.candidateRevision().map(this::pods).orElse(Pods.NONE);
    int entryPods = stable.ready();
    Entry entry =
        new Entry(
            epoch,
            entryPods,
            Math.min(entryPods, acknowledged),
            Evidence.of(outcomes),
            Evidence.NONE);
    return new Observation(
        now,
        desired,
        replicas,
        candidate,
        stable,
        entry,
        inFlightCandidate,
        inFlightStable,
        endpoints,
        paused,
        command(),
        proof(state),
        others(state));
  }

  /** What the annotation says and nobody has looked at; a used token is refused outside. */
  private Optional<Command> command() {
    return Optional.ofNullable(annotation)
        .filter(it -> handled.stream().noneMatch(old -> old.token().equals(it.token())));
  }

  private Optional<Proof> proof(RampState state) {
    return state instanceof Trying trying
        ? Optional.ofNullable(proofs.get(trying.attempt().id()))
        : Optional.empty();
  }

  private Pods pods(String revision) {
    Optional<ContainerFailure> failure =
        failed.contains(revision)
            ? Optional.of(new ContainerFailure("engine", "Error", "broken", Optional.of(1)))
            : Optional.empty();
    return new Pods(
        present.getOrDefault(revision, 0),
        ready.getOrDefault(revision, 0),
        failure,
        leaving.getOrDefault(revision, 0));
  }

  private int others(RampState state) {
    return Stream.of(present, leaving)
        .flatMap(pods -> pods.entrySet().stream())
        .filter(pods -> !state.stableRevision().equals(Optional.of(pods.getKey())))
        .filter(pods -> !state.candidateRevision().equals(Optional.of(pods.getKey())))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  void advance(Duration duration) {
    now = now.plus(duration);
  }

  void edit(String revision) {
    desired = revision;
  }

  void editPlan(RampPlan plan) {
    specPlan = plan;
  }

  void pauseSpec(boolean asked) {
    paused = asked;
  }

  /** For the revision that is tried, or failed. */
  void command(Verb verb) {
    command(verb, subject());
  }

  void command(Verb verb, String hash) {
    annotation = new Command(verb, hash, "t" + written.size());
    written.add(annotation);
  }

  /** A revert in Git brings an old one back. */
  void restore(int which) {
    if (!written.isEmpty()) {
      annotation = written.get(which % written.size());
    }
  }

  boolean commandWaits() {
    return command().isPresent();
  }

  private String subject() {
    return state() instanceof RolledBack it
        ? it.attempt().candidate()
        : state().candidateRevision().orElse(desired);
  }

  void proof(Proof proof) {
    if (state() instanceof Proving it) {
      proofs.put(it.attempt().id(), proof);
    }
  }

  int replicas() {
    return replicas;
  }

  void scale(int asked) {
    replicas = asked;
  }

  void candidateReady(int pods) {
    state().candidateRevision().ifPresent(it -> ready(it, pods));
  }

  void stableReady(int pods) {
    state().stableRevision().ifPresent(it -> ready(it, pods));
  }

  private void ready(String revision, int pods) {
    ready.put(revision, Math.min(pods, present.getOrDefault(revision, 0)));
  }

  /** Pods that were told to go are gone. */
  void vacate() {
    leaving.clear();
  }

  void candidateFails() {
    state().candidateRevision().ifPresent(failed::add);
  }

  void heal() {
    failed.clear();
  }

  void acknowledge(int pods) {
    acknowledged = pods;
  }

  void requests(int finished, int bad) {
    outcomes = new Outcomes(outcomes.finished() + finished, outcomes.failed() + bad);
  }

  void inFlight(int candidate, int stable) {
    inFlightCandidate = candidate;
    inFlightStable = stable;
  }

  void endpoints(Set<String> revisions) {
    endpoints = revisions;
  }

  /** Everything goes well from now on. */
  void prosper() {
    heal();
    vacate();
    scale(Math.max(1, replicas));
    candidateReady(Integer.MAX_VALUE);
    stableReady(Integer.MAX_VALUE);
    acknowledge(Integer.MAX_VALUE);
    requests(200, 0);
    inFlight(0, 0);
    endpoints(Set.of(state().entryRevision()));
    proof(new Proof.Passed());
    advance(Duration.ofSeconds(10));
  }
}
