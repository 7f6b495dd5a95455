package dev.rampwright.e2e;

import dev.rampwright.api.inferenceservice.InferenceServiceStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.RolloutStatus;
import dev.rampwright.api.inferenceservice.InferenceServiceStatus.TrafficStatus;
import dev.rampwright.e2e.record.Look;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at a service's status four times a second. */
final class Watch implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(250);

  private final Service service;
  private final Queue<Look> looks = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  private Watch(Service service) {
    this.service = service;
  }

  static Watch begin(Service service) {
    Watch watch = new Watch(service);
    var unused =
        watch.clock.scheduleWithFixedDelay(
            watch::look, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  List<Look> looks() {
    return List.copyOf(looks);
  }

  /** Every revision that was tried. */
  Set<String> candidates() {
    return looks.stream()
        .map(Look::candidate)
        .filter(candidate -> !candidate.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void close() {
    look();
    clock.close();
  }

  private void look() {
    Instant asked = Instant.now();
    try {
      InferenceServiceStatus status = service.status();
      if (status.rollout() != null) {
        looks.add(look(asked, status.rollout(), status.traffic()));
      }
    } catch (KubernetesClientException e) {
      // An API server that is away shows nothing; the next look will.
    }
  }

  private static Look look(Instant asked, RolloutStatus rollout, @Nullable TrafficStatus traffic) {
    Optional<TrafficStatus> split = Optional.ofNullable(traffic);
    return new Look(
        asked,
        Instant.now(),
        rollout.state(),
        Objects.requireNonNullElse(rollout.candidate(), ""),
        split.map(TrafficStatus::candidateWeight).orElse(0),
        split.map(TrafficStatus::epoch).orElse(0L),
        split
            .filter(it -> it.entryPods() > 0 && it.entryPods().equals(it.ackedEntryPods()))
            .isPresent(),
        split.map(TrafficStatus::entryPods).orElse(0),
        split.map(TrafficStatus::measuredRequests).orElse(0L),
        split.map(TrafficStatus::measuredCandidateRequests).orElse(0L));
  }
}
