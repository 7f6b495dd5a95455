package dev.rampwright.operator.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rampwright.api.tokencache.TokenCache;
import dev.rampwright.api.tokencache.TokenCacheStatus;
import dev.rampwright.operator.kube.Events.Notice;
import dev.rampwright.operator.kube.StatusWriter.Outcome;
import dev.rampwright.operator.testing.ApiServer;
import dev.rampwright.operator.testing.ApiServerExtension;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ApiServerExtension.class)
class WritesIT {
  private final KubernetesClient client;
  private final String namespace;
  private final TokenCache owner;
  private final Applier applier;

  WritesIT(ApiServer server) {
    client = server.client();
    namespace = server.newNamespace();
    TokenCache cache =
        Serialization.unmarshal("metadata: {name: agents}\nspec: {}\n", TokenCache.class);
    cache.getMetadata().setNamespace(namespace);
    owner = client.resource(cache).create();
    applier = new Applier(client);
  }

  @Test
  void theSameWishTwiceIsOneWrite() {
    Applied<ConfigMap> first = applier.apply(owner, wish("1"), null);
    Applied<ConfigMap> second = applier.apply(owner, wish("1"), first.object());

    assertThat(first.written()).isTrue();
    assertThat(second.written()).isFalse();
    assertThat(Owners.isControlledBy(stored(), owner)).isTrue();
  }

  @Test
  void aCacheThatIsBehindCausesNoWrite() {
    applier.apply(owner, wish("1"), null);

    assertThat(applier.apply(owner, wish("1"), null).written()).isFalse();
  }

  @Test
  void anotherWishIsWrittenAndWhatItLeavesOutGoes() {
    ConfigMap first = applier.apply(owner, wish("1"), null).object();

    ConfigMap next = wish("2");
    next.setData(Map.of("b", "2"));
    applier.apply(owner, next, first);

    assertThat(stored().getData()).containsExactly(Map.entry("b", "2"));
  }

  @Test
  void anEditOfWhatWeOwnIsUndoneAndWhatOthersAddedStays() {
    applier.apply(owner, wish("1"), null);
    ConfigMap edited = stored();
    edited.setData(Map.of("a", "changed", "theirs", "x"));
    edited = client.resource(edited).update();

    applier.apply(owner, wish("1"), edited);

    assertThat(stored().getData()).containsEntry("a", "1").containsEntry("theirs", "x");
  }

  @Test
  void aForeignObjectIsNeverTakenOverNorDeleted() {
    ConfigMap foreign = client.resource(wish("foreign")).create();

    assertThatThrownBy(() -> applier.apply(owner, wish("1"), null))
        .isInstanceOfSatisfying(
            BlockedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NameConflict))
        .hasMessageContaining("ConfigMap wish exists and was not made by this operator");
    applier.delete(owner, foreign);

    assertThat(stored().getData()).containsEntry("a", "foreign");
  }

  @Test
  void aStatusIsWrittenOnlyWhenItDiffersAndNeverFromAStaleView() {
    StatusWriter writer = new StatusWriter(client);
    TokenCacheStatus status = new TokenCacheStatus(1L, null, "host:6379", null, 2, null, null);

    assertThat(writer.write(owner, status)).isEqualTo(Outcome.WRITTEN);
    assertThat(writer.write(current(), status)).isEqualTo(Outcome.UNCHANGED);
    assertThat(writer.write(owner, new TokenCacheStatus(2L, null, null, null, null, null, null)))
        .isEqualTo(Outcome.STALE);
    assertThat(current().getStatus()).isEqualTo(status);
  }

  @Test
  void aFieldThatTheStatusNoLongerHasIsRemoved() {
    StatusWriter writer = new StatusWriter(client);
    writer.write(owner, new TokenCacheStatus(1L, null, "host:6379", null, 2, null, null));

    TokenCacheStatus less = new TokenCacheStatus(1L, null, null, null, 2, null, null);
    assertThat(writer.write(current(), less)).isEqualTo(Outcome.WRITTEN);

    assertThat(current().getStatus()).isEqualTo(less);
  }

  @Test
  void theSameEventTwiceIsOneEvent() {
    Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    Notice notice = Notice.warning(Reason.RedisNotReady, "no answer", "1");

    new Events(client, clock).publish(owner, notice);
    new Events(client, clock).publish(owner, notice);
    new Events(client, clock).publish(owner, Notice.warning(notice.reason(), "no answer", "2"));

    assertThat(client.v1().events().inNamespace(namespace).list().getItems())
        .hasSize(2)
        .allSatisfy(it -> assertThat(it.getReason()).isEqualTo("RedisNotReady"));
  }

  private ConfigMap wish(String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("wish")
        .withNamespace(namespace)
        .endMetadata()
        .withData(Map.of("a", value))
        .build();
  }

  private ConfigMap stored() {
    return client.configMaps().inNamespace(namespace).withName("wish").get();
  }

  private TokenCache current() {
    @Nullable TokenCache found =
        client.resources(TokenCache.class).inNamespace(namespace).withName("agents").get();
    assertThat(found).isNotNull();
    return found == null ? owner : found;
  }
}
