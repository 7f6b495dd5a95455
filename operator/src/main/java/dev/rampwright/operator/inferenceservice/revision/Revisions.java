package dev.rampwright.operator.inferenceservice.revision;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.contracts.SidecarPorts;
import dev.rampwright.operator.inferenceservice.revision.RevisionSpec.Pins;
import dev.rampwright.operator.kube.BlockedException;
import dev.rampwright.operator.kube.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  /**
   * The revision that the service asks for: a stored one that its spec, resolved under that
   * revision's own pins, equals; otherwise a new one under {@code current}. Comparing instead of
   * hashing is what lets an upgraded operator leave running pods alone.
   *
   * @throws BlockedException with {@link Reason#InvalidSpec} if the spec makes no sense
   */
  public Revision desired(InferenceService service, Pins current) {
    RevisionSpec fresh = SpecResolver.resolve(service, current);
    return stored.stream()
        .filter(revision -> asksFor(service, revision))
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

  private static boolean asksFor(InferenceService service, Revision revision) {
    RevisionSpec wanted = SpecResolver.resolve(service, revision.spec().pins());
    return new RevisionSpec(
            revision.spec().hashVersion(),
            wanted.pins(),
            wanted.model(),
            wanted.engine(),
            wanted.sidecarResources(),
            wanted.pod(),
            wanted.drainTimeoutMillis(),
            wanted.tokenCache())
        .sameAs(revision.spec());
  }

  private long nextNumber() {
    return 1 + stored.stream().mapToLong(Revision::number).max().orElse(0);
  }
}
