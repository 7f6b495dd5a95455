package dev.rampwright.operator.inferenceservice.play;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.contracts.CacheCounters;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.Digests;
import dev.rampwright.contracts.Outcomes;
import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.operator.inferenceservice.gather.Failure;
import dev.rampwright.operator.inferenceservice.gather.ModelPodView;
import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.inferenceservice.resources.SidecarConfigs;
import dev.rampwright.operator.inferenceservice.revision.Revision;
import dev.rampwright.operator.inferenceservice.revision.Revisions;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.router.SidecarRouter;
import dev.rampwright.operator.inferenceservice.sidecar.Channel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pod whose sidecar has in force what the last pass decided. */
record PlayPod(
    String revision,
    int index,
    Channel channel,
    boolean ready,
    Optional<Failure> failure,
    @Nullable String certificate) {
  static PlayPod ready(String revision, int index) {
    return new PlayPod(revision, index, Channel.MUTUAL_TLS, true, Optional.empty(), null);
  }

  static PlayPod loading(String revision) {
    return new PlayPod(revision, 0, Channel.MUTUAL_TLS, false, Optional.empty(), null);
  }

  static PlayPod failing(String revision, Failure failure) {
    return new PlayPod(revision, 0, Channel.MUTUAL_TLS, false, Optional.of(failure), null);
  }

  /** The same pod, of release 0.1.0. */
  PlayPod ofReleaseOne() {
    return new PlayPod(revision, index, Channel.CLEAR, ready, failure, null);
  }

  /** The same pod, showing clients this certificate. */
  PlayPod showing(String fingerprint) {
    return new PlayPod(revision, index, channel, ready, failure, fingerprint);
  }

  ModelPodView view(
      Identity identity,
      InferenceService service,
      Revisions revisions,
      Map<String, TokenCache> caches,
      Optional<Decision> last) {
    String name = identity.revisionName(revision) + "-" + index;
    boolean runs = failure.isEmpty();
    String digest =
        revisions
            .find(revision)
            .map(it -> digest(identity, service, it, caches))
            .orElse("of another time");
    return new ModelPodView(
        name,
        name,
        revision,
        Optional.of("10.0.0." + (index + 1)),
        channel,
        ready,
        runs,
        false,
        failure,
        runs ? Optional.of(stats(digest, last)) : Optional.empty());
  }

  private SidecarStats stats(String digest, Optional<Decision> last) {
    long epoch = last.map(it -> it.ramp().traffic().epoch()).orElse(0L);
    int percent =
        last.filter(it -> it.router() instanceof SidecarRouter)
            .filter(it -> it.ramp().next().stableRevision().equals(Optional.of(revision)))
            .map(it -> it.ramp().traffic().weightPercent())
            .orElse(0);
    SidecarStats stats =
        new SidecarStats(
            new SidecarStats.Core(
                1,
                switch (channel) {
                  case CLEAR -> List.of(1);
                  case MUTUAL_TLS -> List.of(1, 2);
                },
                "instance",
                revision,
                digest,
                epoch,
                percent * 100,
                false,
                0,
                0,
                Outcomes.NONE,
                Outcomes.NONE,
                CacheCounters.NONE));
    return stats.showing(certificate);
  }

  private static String digest(
      Identity identity,
      InferenceService service,
      Revision revision,
      Map<String, TokenCache> caches) {
    @Nullable String cache = revision.spec().tokenCache();
    return Digests.sha256Hex(
        ContractJson.write(
            SidecarConfigs.of(
                identity,
                revision,
                service.getSpec().serving(),
                cache == null ? null : caches.get(cache))));
  }
}
