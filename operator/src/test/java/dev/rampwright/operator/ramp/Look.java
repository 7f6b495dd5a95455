package dev.rampwright.operator.ramp;

import static java.util.Objects.requireNonNullElse;

import dev.rampwright.operator.ramp.Observation.ContainerFailure;
import dev.rampwright.operator.ramp.Observation.Entry;
import dev.rampwright.operator.ramp.Observation.Outcomes;
import dev.rampwright.operator.ramp.Observation.Pods;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds an observation from a healthy one: B is asked for, two pods of each revision are ready,
 * every entry pod has acknowledged, nothing is in flight, no request was counted.
 */
final class Look {
  private Instant now = Fixtures.T0;
  private String desired = Fixtures.B;
  private int replicas = 2;
  private int candidateReady = 2;
  private int stableReady = 2;
  private Optional<ContainerFailure> failure = Optional.empty();
  private long epoch = Fixtures.EPOCH;
  private int acknowledged = 2;
  private Evidence candidate = Evidence.NONE;
  private Evidence stable = Evidence.NONE;
  private Map<String, Queried> queries = Map.of();
  private int inFlightCandidate;
  private int inFlightStable;
  private Set<String> endpoints = Set.of(Fixtures.A);

  private boolean paused;
  private Optional<Command> command = Optional.empty();
  private Optional<Proof> proof = Optional.empty();
  private @Nullable Integer candidateTotal;
  private @Nullable Integer stableTotal;
  private int stableLeaving;
  private int others;

  static Look look() {
    return new Look();
  }

  Look seconds(long afterT0) {
    return after(Duration.ofSeconds(afterT0));
  }

  Look after(Duration duration) {
    now = Fixtures.T0.plus(duration);
    return this;
  }

  Look desired(String revision) {
    desired = revision;
    return this;
  }

  Look replicas(int asked) {
    replicas = asked;
    return this;
  }

  Look candidateReady(int pods) {
    candidateReady = pods;
    return this;
  }

  Look stableReady(int pods) {
    stableReady = pods;
    return this;
  }

  Look candidateFailed() {
    failure =
        Optional.of(new ContainerFailure("engine", "Error", "unknown argument", Optional.of(2)));
    candidateReady = 0;
    return this;
  }

  Look epoch(long reported) {
    epoch = reported;
    return this;
  }

  Look acknowledged(int pods) {
    acknowledged = pods;
    return this;
  }

  Look requests(long finished, long failed) {
    return candidate(Evidence.of(new Outcomes(finished, failed)));
  }

  Look candidate(Evidence shown) {
    candidate = shown;
    return this;
  }

  Look stable(Evidence shown) {
    stable = shown;
    return this;
  }

  Look queried(String gate, Queried answers) {
    queries = Map.of(gate, answers);
    return this;
  }

  Look inFlightCandidate(int requests) {
    inFlightCandidate = requests;
    return this;
  }

  Look inFlightStable(int requests) {
    inFlightStable = requests;
    return this;
  }

  Look endpoints(String... revisions) {
    endpoints = Set.of(revisions);
    return this;
  }

  Look paused() {
    paused = true;
    return this;
  }

  /** For the candidate, with a token of its own. */
  Look command(Verb verb) {
    return command(verb, Fixtures.B);
  }

  Look command(Verb verb, String hash) {
    command = Optional.of(new Command(verb, hash, "t1"));
    return this;
  }

  Look proof(Proof shown) {
    proof = Optional.of(shown);
    return this;
  }

  /** Those that exist, ready or not; as many as are asked for if this is not said. */
  Look candidateTotal(int pods) {
    candidateTotal = pods;
    return this;
  }

  Look stableTotal(int pods) {
    stableTotal = pods;
    return this;
  }

  Look stableLeaving(int pods) {
    stableLeaving = pods;
    return this;
  }

  Look others(int pods) {
    others = pods;
    return this;
  }

  Observation seen() {
    return new Observation(
        now,
        desired,
        replicas,
        new Pods(requireNonNullElse(candidateTotal, replicas), candidateReady, failure),
        new Pods(
            requireNonNullElse(stableTotal, replicas),
            stableReady,
            Optional.empty(),
            stableLeaving),
        new Entry(
            epoch, stableReady, Math.min(stableReady, acknowledged), candidate, stable, queries),
        inFlightCandidate,
        inFlightStable,
        endpoints,
        paused,
        command,
        proof,
        others);
  }
}
