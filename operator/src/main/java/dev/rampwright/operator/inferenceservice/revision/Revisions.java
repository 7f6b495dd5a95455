package dev.rampwright.operator.inferenceservice.revision;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.tokencache.KvSlotsSpec;
import dev.rampwright.api.tokencache.KvSlotsSpec.Claim;
import dev.rampwright.api.tokencache.KvSlotsSpec.EmptyDir;
import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.contracts.SidecarPorts;
import dev.rampwright.operator.inferenceservice.revision.RevisionSpec.KvSlots;
import dev.rampwright.operator.inferenceservice.revision.RevisionSpec.Pins;
import dev.rampwright.operator.kube.BlockedException;
import dev.rampwright.operator.kube.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The stored revisions of one service, newest first.
 *
 * @param stored each with another hash
 */
public record Revisions(List<Revision> stored) {
  public Revisions {
    stored = stored.stream().sorted(Comparator.comparingLong(Revision::number).reversed()).toList();
  }

  /** The stored revision of that hash. */
  public Optional<Revision> find(String hash) {
    return stored.stream().filter(revision -> revision.hash().equals(hash)).findFirst();
  }

  /** The same for a service without a TokenCache. */
  public Revision desired(InferenceService service, Pins current) {
    return desired(service, current, null);
  }

  /**
   * The revision that the service asks for: a stored one that its spec, resolved under that
   * revision's own pins, equals; otherwise a new one under {@code current}. Comparing instead of
   * hashing is what lets an upgraded operator leave running pods alone.
   *
   * @param cache its TokenCache; null: it has none, or it does not exist. One that is missing for a
   *     while changes no pod
   * @throws BlockedException with {@link Reason#InvalidSpec} if the spec makes no sense
   */
  public Revision desired(InferenceService service, Pins current, @Nullable TokenCache cache) {
    RevisionSpec fresh = SpecResolver.resolve(service, current, kvSlots(cache));
    return stored.stream()
        .filter(revision -> asksFor(service, revision, cache))
        .findFirst()
        .orElseGet(() -> Revision.of(withFreePort(fresh), nextNumber()));
  }

  /**
   * Release 0.1.0 let engines listen where sidecars take hops since, and the schema must stay as
   * wide; revisions of then go on.
   */
  private static RevisionSpec withFreePort(RevisionSpec spec) {
    if (spec.engine().port() == SidecarPorts.HOP) {
      throw new BlockedException(
          Reason.InvalidSpec,
          "port %d is the sidecar's since release 0.2: let the engine listen on another, such as %d"
              .formatted(SidecarPorts.HOP, SidecarPorts.ENGINE));
    }
    return spec;
  }

  /** With this revision among the stored ones. */
  public Revisions with(Revision revision) {
    if (find(revision.hash()).isPresent()) {
      return this;
    }
    List<Revision> more = new ArrayList<>(stored);
    more.add(revision);
    return new Revisions(more);
  }

  /** Records that are neither needed nor among the {@code limit} newest of the others. */
  public List<Revision> expired(Set<String> needed, int limit) {
    return stored.stream()
        .filter(revision -> !needed.contains(revision.hash()))
        .skip(limit)
        .toList();
  }

  private static @Nullable KvSlots kvSlots(@Nullable TokenCache cache) {
    @Nullable KvSlotsSpec slots = cache == null ? null : cache.getSpec().kvSlots();
    if (slots == null || !Boolean.TRUE.equals(slots.enabled()) || slots.storage() == null) {
      return null;
    }
    @Nullable Claim claim = slots.storage().persistentVolumeClaim();
    @Nullable EmptyDir folder = slots.storage().emptyDir();
    return new KvSlots(
        claim == null ? null : claim.claimName(), folder == null ? null : folder.sizeLimit());
  }

  private static boolean asksFor(
      InferenceService service, Revision revision, @Nullable TokenCache cache) {
    @Nullable KvSlots kvSlots = cache == null ? revision.spec().kvSlots() : kvSlots(cache);
    RevisionSpec wanted = SpecResolver.resolve(service, revision.spec().pins(), kvSlots);
    return new RevisionSpec(
            revision.spec().hashVersion(),
            wanted.pins(),
            wanted.model(),
            wanted.engine(),
            wanted.sidecarResources(),
            wanted.pod(),
            wanted.drainTimeoutMillis(),
            wanted.tokenCache(),
            wanted.kvSlots())
        .sameAs(revision.spec());
  }

  private long nextNumber() {
    return 1 + stored.stream().mapToLong(Revision::number).max().orElse(0);
  }
}
