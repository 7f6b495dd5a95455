package dev.rampwright.operator.inferenceservice.play;

import static java.util.Objects.requireNonNull;

import dev.rampwright.api.common.Api;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.InferenceServiceSpec;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.operator.inferenceservice.gather.ActualObjects;
import dev.rampwright.operator.inferenceservice.gather.Failure;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.gather.ModelPodView;
import dev.rampwright.operator.inferenceservice.gather.RouteAcceptance;
import dev.rampwright.operator.inferenceservice.gather.RouteView;
import dev.rampwright.operator.inferenceservice.queries.QueryResults;
import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.inferenceservice.resources.ServingTls;
import dev.rampwright.operator.inferenceservice.revision.RevisionSpec.Pins;
import dev.rampwright.operator.inferenceservice.revision.Revisions;
import dev.rampwright.operator.inferenceservice.rollout.Decider;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.rollout.Recorded;
import dev.rampwright.operator.inferenceservice.sidecar.EpochOutcomes;
import dev.rampwright.operator.inferenceservice.status.ServiceStatus;
import dev.rampwright.operator.inferenceservice.status.Trouble;
import dev.rampwright.operator.ramp.Queried;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One service, decided pass by pass. What a pass decides is taken as done: revisions are stored,
 * the entry leads where it was told, and ready pods' sidecars have the split in force.
 */
public final class Play {
  public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  public static final Pins PINS =
      new Pins(
          "0.1.0", "example.com/sidecar:1", "IfNotPresent", "example.com/llama-cpp:1", 600_000);

  public static final String SPEC =
      """
      model: {name: smollm2, uri: "pvc://models/smollm2.gguf"}
      engine: {type: LlamaCpp, contextLength: 1024}
      rollout:
        scaleDownDelay: 0s
        steps: [{weight: 10, hold: 0s}, {weight: 100, hold: 0s}]
        gates: {sample: {minRequests: 60}, metrics: [{name: errors, metric: ErrorRate, max: "0.05"}]}
      """;

  /** Another revision of the same. */
  public static final String NEXT = SPEC.replace("1024", "2048");

  private final InferenceService service = new InferenceService();
  private final Map<String, TokenCache> caches = new HashMap<>();
  private final Set<String> secrets = new HashSet<>();
  private final List<HasMetadata> objects = new ArrayList<>();
  private final Map<String, List<PlayPod>> pods = new HashMap<>();
  private Revisions revisions = new Revisions(List.of());
  private Pins pins = PINS;
  private Instant now = BEGIN;
  private EpochOutcomes outcomes = EpochOutcomes.NONE;
  private QueryResults queries = new QueryResults(Set.of("cluster", "edge"), Map.of());
  private Optional<Trouble> trouble = Optional.empty();
  private Optional<String> entry = Optional.empty();
  private boolean routed = true;
  private RouteView route = new RouteView.Absent();
  private Optional<ServingTls> tls = Optional.empty();
  private @Nullable Decision last;
  private @Nullable Gathered seen;

  public Play(String spec) {
    service.getMetadata().setName("chat");
    service.getMetadata().setNamespace("demo");
    service.getMetadata().setUid("uid-1");
    service.getMetadata().setGeneration(0L);
    spec(spec);
  }

  /** The user writes this spec. */
  public Play spec(String yaml) {
    service.setSpec(Serialization.unmarshal(yaml, InferenceServiceSpec.class));
    service.getMetadata().setGeneration(service.getMetadata().getGeneration() + 1);
    return this;
  }

  /** The user writes this command. */
  public Play command(String text) {
    service.getMetadata().setAnnotations(Map.of(Api.ANNOTATION_COMMAND, text));
    return this;
  }

  /** Another release of the operator takes over. */
  public Play pins(Pins other) {
    pins = other;
    return this;
  }

  /** So many pods of the revision are Ready; those that were there before are gone. */
  public Play ready(String revision, int count) {
    List<PlayPod> running = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      running.add(PlayPod.ready(revision, i));
    }
    pods.put(revision, running);
    return this;
  }

  /** The revision was made by release 0.1.0, and so were its pods. */
  public Play ofReleaseOne(String revision) {
    revisions =
        new Revisions(
            revisions.stored().stream()
                .map(
                    it ->
                        it.hash().equals(revision)
                            ? StoredRevisions.ofReleaseOne(Identity.of(service), it)
                            : it)
                .toList());
    pods.computeIfPresent(
        revision, (hash, running) -> running.stream().map(PlayPod::ofReleaseOne).toList());
    return this;
  }

  /** The revision has one pod, which is not Ready. */
  public Play loading(String revision) {
    pods.put(revision, List.of(PlayPod.loading(revision)));
    return this;
  }

  /** The revision has one pod, in which this went wrong. */
  public Play failing(String revision, Failure failure) {
    pods.put(revision, List.of(PlayPod.failing(revision, failure)));
    return this;
  }

  /** The revision's pods are gone. */
  public Play gone(String revision) {
    pods.remove(revision);
    return this;
  }

  public Play cache(TokenCache cache) {
    caches.put(cache.getMetadata().getName(), cache);
    return this;
  }

  public Play cacheSecret(String cache) {
    secrets.add(cache);
    return this;
  }

  public Play object(HasMetadata object) {
    objects.add(object);
    return this;
  }

  /** What the entry pods have counted in the epoch in force. */
  public Play outcomes(EpochOutcomes counted) {
    outcomes = counted;
    return this;
  }

  /** What the gates' queries have answered in the epoch in force, by the gate's name. */
  public Play answers(Map<String, Queried> answers) {
    queries = new QueryResults(queries.providers(), answers);
    return this;
  }

  /** Kubernetes has not listed the entry Service's pods yet. */
  public Play unrouted() {
    routed = false;
    return this;
  }

  /** What there is of the service's HTTPRoute. */
  public Play route(RouteView view) {
    route = view;
    return this;
  }

  /** The HTTPRoute is as the last pass decided, and this is what the gateways say of it. */
  public Play routed(RouteAcceptance acceptance) {
    Decision decision = requireNonNull(last, "no pass yet");
    HTTPRoute desired =
        decision.router().route(seen(), decision.ramp().next(), decision.plan()).orElseThrow();
    Optional<Instant> acceptedAt =
        acceptance instanceof RouteAcceptance.Accepted ? Optional.of(now) : Optional.empty();
    return route(new RouteView.Found(desired, acceptance, acceptedAt));
  }

  /** What the Secret of serving.tls holds. */
  public Play tls(ServingTls held) {
    tls = Optional.of(held);
    return this;
  }

  /** The revision's ready pods show clients this certificate. */
  public Play showing(String revision, String fingerprint) {
    pods.computeIfPresent(
        revision,
        (hash, running) -> running.stream().map(pod -> pod.showing(fingerprint)).toList());
    return this;
  }

  public Play trouble(Trouble of) {
    trouble = Optional.of(of);
    return this;
  }

  public Play later(Duration by) {
    now = now.plus(by);
    return this;
  }

  /** The status gets lost. */
  public Play forget() {
    service.setStatus(null);
    return this;
  }

  /** Decides once, and takes everything decided as done. */
  public Decision pass() {
    Gathered gathered = gathered();
    Decision decision =
        Decider.decide(gathered, Recorded.of(service.getStatus()), pins, outcomes, queries);
    InferenceServiceStatus status = ServiceStatus.of(gathered, decision, trouble, Optional.empty());
    service.setStatus(ContractJson.read(ContractJson.write(status), InferenceServiceStatus.class));
    revisions = decision.revisions();
    entry = Optional.of(decision.ramp().entryRevision());
    if (decision.previous().epoch() != decision.ramp().next().epoch()) {
      outcomes = EpochOutcomes.NONE;
      queries = new QueryResults(queries.providers(), Map.of());
    }
    last = decision;
    seen = gathered;
    return decision;
  }

  /** Brings the first revision to serve; returns its hash. */
  public String serving() {
    pass();
    String hash = candidate();
    ready(hash, 1);
    pass();
    pass();
    return hash;
  }

  public Gathered gathered() {
    Identity identity = Identity.of(service);
    Optional<Decision> before = Optional.ofNullable(last);
    List<ModelPodView> views =
        pods.values().stream()
            .flatMap(List::stream)
            .map(pod -> pod.view(identity, service, revisions, caches, before))
            .sorted((one, other) -> one.name().compareTo(other.name()))
            .toList();
    Set<String> entries =
        entry
            .filter(it -> routed)
            .filter(it -> views.stream().anyMatch(pod -> pod.ready() && pod.revision().equals(it)))
            .map(Set::of)
            .orElse(Set.of());
    return new Gathered(
        now,
        service,
        identity,
        revisions,
        ActualObjects.of(objects),
        views,
        entries,
        Map.copyOf(caches),
        Set.copyOf(secrets),
        Optional.of("token"),
        route,
        tls);
  }

  /** What the last pass looked at. */
  public Gathered seen() {
    return requireNonNull(seen, "no pass yet");
  }

  public InferenceService service() {
    return service;
  }

  public InferenceServiceStatus status() {
    return requireNonNull(service.getStatus(), "no pass yet");
  }

  public Revisions revisions() {
    return revisions;
  }

  /** Hash of the revision that is being tried. */
  public String candidate() {
    return requireNonNull(status().candidateRevision(), "nothing is tried");
  }

  /** {@code status/reason} of a condition; empty if it is absent. */
  public Optional<String> condition(String type) {
    return requireNonNull(status().conditions()).stream()
        .filter(it -> it.getType().equals(type))
        .map(Play::statusAndReason)
        .findFirst();
  }

  private static String statusAndReason(Condition condition) {
    return condition.getStatus() + "/" + condition.getReason();
  }
}
