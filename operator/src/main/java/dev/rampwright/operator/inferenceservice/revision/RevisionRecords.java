package dev.rampwright.operator.inferenceservice.revision;

import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.InvalidContractException;
import dev.rampwright.operator.kube.Recent;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and writes the data of the ControllerRevisions in which revisions are kept. A record is
 * read once for each of its versions, as long as it is used.
 */
public final class RevisionRecords {
  private static final Logger LOG = LoggerFactory.getLogger(RevisionRecords.class);
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private static final String SPEC = "spec";
  private static final String TEMPLATE = "template";

  private final String revisionLabel;
  private final Recent<Version, Revision> known = new Recent<>();

  private record Version(String uid, String resourceVersion) {}

  /**
   * A reader.
   *
   * @param revisionLabel where a record says the revision's hash
   */
  public RevisionRecords(String revisionLabel) {
    this.revisionLabel = revisionLabel;
  }

  /** The revisions that these objects keep; one that cannot be read is left out, with a warning. */
  public Revisions read(Collection<ControllerRevision> records) {
    return new Revisions(records.stream().flatMap(record -> known(record).stream()).toList());
  }

  private Optional<Revision> known(ControllerRevision record) {
    ObjectMeta metadata = record.getMetadata();
    if (metadata.getUid() == null) {
      return read(record);
    }
    Version version = new Version(metadata.getUid(), metadata.getResourceVersion());
    Optional<Revision> before = known.find(version);
    if (before.isPresent()) {
      return before;
    }
    Optional<Revision> read = read(record);
    read.ifPresent(revision -> known.note(version, revision));
    return read;
  }

  /** A revision as a ControllerRevision's data. */
  public static Map<String, Object> data(RevisionSpec spec, PodTemplateSpec template) {
    return new TreeMap<>(
        Map.of(
            SPEC,
            SERIALIZATION.unmarshal(spec.canonicalJson(), Map.class),
            TEMPLATE,
            SERIALIZATION.convertValue(template, Map.class)));
  }

  private Optional<Revision> read(ControllerRevision record) {
    String hash = record.getMetadata().getLabels().get(revisionLabel);
    @Nullable Object data = record.getData();
    if (hash == null || data == null) {
      return Optional.empty();
    }
    try {
      Map<?, ?> parts = SERIALIZATION.convertValue(data, Map.class);
      RevisionSpec spec =
          ContractJson.read(SERIALIZATION.asJson(parts.get(SPEC)), RevisionSpec.class);
      Optional<PodTemplateSpec> template =
          Optional.ofNullable(parts.get(TEMPLATE))
              .map(it -> SERIALIZATION.convertValue(it, PodTemplateSpec.class));
      return Optional.of(new Revision(hash, spec, record.getRevision(), template));
    } catch (InvalidContractException e) {
      LOG.warn(
          "ControllerRevision {} is ignored: {}", record.getMetadata().getName(), e.getMessage());
      return Optional.empty();
    }
  }
}
