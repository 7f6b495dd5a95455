package dev.rampwright.operator.inferenceservice.revision;

import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.InvalidContractException;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and writes the data of the ControllerRevisions in which revisions are kept. */
public final class RevisionRecords {
  private static final Logger LOG = LoggerFactory.getLogger(RevisionRecords.class);
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private RevisionRecords() {}

  /** The revisions that these objects keep; one that cannot be read is left out, with a warning. */
  public static Revisions read(Collection<ControllerRevision> records, String revisionLabel) {
    List<Revision> revisions =
        records.stream().flatMap(record -> read(record, revisionLabel).stream()).toList();
    return new Revisions(revisions);
  }

  /** The spec as a ControllerRevision's data. */
  public static Map<?, ?> data(RevisionSpec spec) {
    return SERIALIZATION.unmarshal(spec.canonicalJson(), Map.class);
  }

  private static Optional<Revision> read(ControllerRevision record, String revisionLabel) {
    String hash = record.getMetadata().getLabels().get(revisionLabel);
    @Nullable Object data = record.getData();
    if (hash == null || data == null) {
      return Optional.empty();
    }
    try {
      RevisionSpec spec = ContractJson.read(SERIALIZATION.asJson(data), RevisionSpec.class);
      return Optional.of(new Revision(hash, spec, record.getRevision()));
    } catch (InvalidContractException e) {
      LOG.warn(
          "ControllerRevision {} is ignored: {}", record.getMetadata().getName(), e.getMessage());
      return Optional.empty();
    }
  }
}
