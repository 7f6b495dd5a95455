package dev.rampwright.operator.benchmarkrun.target;

import dev.rampwright.api.benchmarkrun.BenchmarkRunSpec.Endpoint;
import dev.rampwright.api.benchmarkrun.BenchmarkRunSpec.InferenceServiceReference;
import dev.rampwright.api.benchmarkrun.BenchmarkRunSpec.RevisionChoice;
import dev.rampwright.api.benchmarkrun.BenchmarkRunSpec.Target;
import dev.rampwright.api.inferenceservice.AuthSpec;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.RevisionStatus;
import dev.rampwright.api.inferenceservice.ServingSpec;
import dev.rampwright.contracts.BenchFiles;
import dev.rampwright.contracts.BenchSpec;
import dev.rampwright.operator.benchmarkrun.target.TargetResolution.Found;
import dev.rampwright.operator.benchmarkrun.target.TargetResolution.Never;
import dev.rampwright.operator.benchmarkrun.target.TargetResolution.NotYet;
import dev.rampwright.operator.kube.Reason;
import dev.rampwright.operator.kube.ServiceNames;
import io.fabric8.kubernetes.api.model.Condition;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Resolves a run's target. */
public final class TargetRule {
  private TargetRule() {}

  /**
   * Whom the run loads.
   *
   * @param service the InferenceService that the target names, if it exists
   * @param key that the target names
   * @param urlsAllowed whether the chart allows URL targets
   */
  public static TargetResolution resolve(
      Target target, Optional<InferenceService> service, TargetKey key, boolean urlsAllowed) {
    TargetResolution resolution = withoutKey(target, service, urlsAllowed);
    return resolution instanceof Found found ? withKey(found, key) : resolution;
  }

  private static TargetResolution withKey(Found found, TargetKey key) {
    return switch (key) {
      case TargetKey.NotAsked() -> found;
      case TargetKey.Usable() -> {
        String file = BenchFiles.KEY_FOLDER + "/" + BenchFiles.KEY_FILE;
        yield new Found(found.target().withKey(file), found.service());
      }
      case TargetKey.Unusable(String message) -> new NotYet(Reason.ApiKeyMissing, message);
    };
  }

  private static TargetResolution withoutKey(
      Target target, Optional<InferenceService> service, boolean urlsAllowed) {
    InferenceServiceReference reference = target.inferenceServiceRef();
    if (reference != null) {
      return service
          .map(
              found ->
                  refused(found, target)
                      .<TargetResolution>map(never -> never)
                      .orElseGet(() -> ofService(found, choice(reference))))
          .orElseGet(
              () ->
                  new NotYet(
                      Reason.TargetNotFound,
                      "InferenceService %s does not exist in this namespace; create it, or correct"
                              .formatted(reference.name())
                          + " the name in a new run"));
    }
    Endpoint endpoint = target.endpoint();
    if (endpoint == null) {
      return new Never(
          Reason.InvalidSpec, "target names nothing; give inferenceServiceRef or endpoint");
    }
    return urlsAllowed
        ? ofUrl(endpoint)
        : new Never(
            Reason.UrlTargetsNotAllowed,
            "target.endpoint is not allowed here: have URL targets allowed in the operator's"
                + " chart, or name an InferenceService; then create a new run");
  }

  /** Empty where the service lets the run's requests in. */
  private static Optional<Never> refused(InferenceService service, Target target) {
    return Optional.ofNullable(service.getSpec().serving())
        .map(ServingSpec::auth)
        .map(AuthSpec::type)
        .flatMap(
            type ->
                switch (type) {
                  case None -> Optional.empty();
                  case TrustedHeader -> Optional.of(behindItsGateway(service));
                  // Whatever else there is comes as Authorization: Bearer.
                  default ->
                      target.apiKeySecretKeyRef() == null
                          ? Optional.of(keyless(service))
                          : Optional.empty();
                });
  }

  private static Never keyless(InferenceService service) {
    return new Never(
        Reason.ApiKeyMissing,
        "InferenceService %s asks for an API key: name one in target.apiKeySecretKeyRef of a new run"
            .formatted(service.getMetadata().getName()));
  }

  /** A run that wrote the header would claim to be a tenant that nobody has authenticated. */
  private static Never behindItsGateway(InferenceService service) {
    return new Never(
        Reason.TrustedHeaderTarget,
        "InferenceService %s believes a header that only its gateway may set: give the gateway's URL"
                .formatted(service.getMetadata().getName())
            + " as target.endpoint of a new run");
  }

  private static TargetResolution ofUrl(Endpoint endpoint) {
    String url = trimmed(endpoint.url());
    try {
      if (new URI(url).getHost() != null) {
        return new Found(new BenchSpec.Target(url, endpoint.model()), null);
      }
      return notAUrl(url, "it has no host");
    } catch (URISyntaxException e) {
      return notAUrl(url, e.getReason());
    }
  }

  private static Never notAUrl(String url, String why) {
    return new Never(
        Reason.InvalidSpec,
        "target.endpoint.url '%s' is not a URL (%s); write for instance https://api.example.com"
            .formatted(url, why));
  }

  private static TargetResolution ofService(InferenceService service, RevisionChoice choice) {
    @Nullable InferenceServiceStatus status = service.getStatus();
    return switch (choice) {
      case Service ->
          status != null && isReady(status)
              ? found(service, service.getMetadata().getName(), status.url())
              : notReady(service, "");
      case Stable -> ofRevision(service, status == null ? null : status.stableRevision(), "stable");
      case Candidate ->
          ofRevision(service, status == null ? null : status.candidateRevision(), "candidate");
    };
  }

  private static TargetResolution ofRevision(
      InferenceService service, @Nullable String hash, String role) {
    String name = service.getMetadata().getName();
    if (hash == null || hash.isEmpty()) {
      return new NotYet(
          Reason.TargetNotFound,
          "InferenceService %s has no %s revision now".formatted(name, role));
    }
    return readyPods(service.getStatus(), hash) > 0
        ? found(service, ServiceNames.revision(name, hash), revisionUrl(service.getStatus(), hash))
        : notReady(service, " " + role + " revision " + hash);
  }

  /**
   * The target.
   *
   * @param host name of the Service in front of its pods
   * @param url what the service's status says of it
   */
  private static Found found(InferenceService service, String host, @Nullable String url) {
    String name = service.getMetadata().getName();
    String model = Objects.requireNonNullElse(service.getSpec().model().name(), name);
    boolean tls = url != null && url.startsWith("https://");
    BenchSpec.Target target =
        new BenchSpec.Target(
            ServiceNames.url(tls ? "https" : "http", host, service.getMetadata().getNamespace()),
            model);
    return new Found(
        tls
            ? target.showing(BenchFiles.CERTIFICATE_FOLDER + "/" + BenchFiles.CERTIFICATE_FILE)
            : target,
        name);
  }

  private static @Nullable String revisionUrl(
      @Nullable InferenceServiceStatus status, String hash) {
    @Nullable List<RevisionStatus> revisions = status == null ? null : status.revisions();
    return revisions == null
        ? null
        : revisions.stream()
            .filter(revision -> revision.hash().equals(hash))
            .findFirst()
            .map(RevisionStatus::url)
            .orElse(null);
  }

  private static NotYet notReady(InferenceService service, String which) {
    String name = service.getMetadata().getName();
    return new NotYet(
        Reason.TargetNotReady, "InferenceService %s%s is not Ready yet".formatted(name, which));
  }

  private static boolean isReady(@Nullable InferenceServiceStatus status) {
    @Nullable List<Condition> conditions = status == null ? null : status.conditions();
    return conditions != null
        && conditions.stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  private static int readyPods(@Nullable InferenceServiceStatus status, String hash) {
    @Nullable List<RevisionStatus> revisions = status == null ? null : status.revisions();
    return revisions == null
        ? 0
        : revisions.stream()
            .filter(revision -> revision.hash().equals(hash))
            .mapToInt(RevisionStatus::readyReplicas)
            .sum();
  }

  private static RevisionChoice choice(InferenceServiceReference reference) {
    return Objects.requireNonNullElse(reference.revision(), RevisionChoice.Service);
  }

  private static String trimmed(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
