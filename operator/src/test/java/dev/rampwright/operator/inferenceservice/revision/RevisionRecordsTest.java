package dev.rampwright.operator.inferenceservice.revision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.api.common.Api;
import dev.rampwright.operator.inferenceservice.play.Play;
import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.inferenceservice.resources.Records;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class RevisionRecordsTest {
  private final Play play = new Play(Play.SPEC);
  private final Identity identity = Identity.of(play.service());
  private final Revision revision = new Revisions(List.of()).desired(play.service(), Play.PINS);

  @Test
  void aRevisionComesBackAsItWasStoredWithItsPod() {
    Revision read = read(Serialization.asYaml(record())).stored().getFirst();

    assertThat(read.hash()).isEqualTo(revision.hash());
    assertThat(read.number()).isEqualTo(1);
    assertThat(read.spec().sameAs(revision.spec())).isTrue();
    assertThat(read.template()).isPresent();
    assertThat(Records.controllerRevision(identity, read).getData()).isEqualTo(record().getData());
  }

  @Test
  void fieldsOfALaterReleaseAreIgnored() {
    String later =
        Serialization.asYaml(record())
            .replace("    hashVersion: 1", "    hashVersion: 1\n    new: {a: b}");
    assertThat(later).contains("new: {a: b}");

    assertThat(read(later).stored()).hasSize(1);
  }

  @Test
  void aRecordThatCannotBeReadIsLeftOut() {
    String broken = Serialization.asYaml(record()).replace("hashVersion: 1", "hashVersion: [1]");

    assertThat(read(broken).stored()).isEmpty();
  }

  @Test
  void eachVersionOfARecordIsReadAnew() {
    RevisionRecords records = new RevisionRecords(Api.LABEL_REVISION);
    ControllerRevision first = version("1", 1);

    Revision read = records.read(List.of(first)).stored().getFirst();

    assertThat(records.read(List.of(version("1", 1))).stored().getFirst()).isSameAs(read);
    assertThat(records.read(List.of(version("2", 7))).stored().getFirst().number()).isEqualTo(7);
  }

  private ControllerRevision version(String resourceVersion, long number) {
    ControllerRevision record = record();
    record.setRevision(number);
    record.getMetadata().setUid("a-uid");
    record.getMetadata().setResourceVersion(resourceVersion);
    return record;
  }

  private ControllerRevision record() {
    return Records.controllerRevision(identity, revision);
  }

  private static Revisions read(String yaml) {
    return new RevisionRecords(Api.LABEL_REVISION)
        .read(List.of(Serialization.unmarshal(yaml, ControllerRevision.class)));
  }
}
