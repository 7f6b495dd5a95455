package dev.rampwright.operator.kube;

import dev.rampwright.contracts.Digests;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes core/v1 Events. An event's name derives from what it says, so that the API server
 * itself drops a repetition, also after a restart of the operator. A failure to publish is logged
 * and goes no further.
 */
public final class Events {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);
  private static final int MAX_NOTE = 1024;

  private final KubernetesClient client;
  private final Clock clock;

  public Events(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /** Type of an event, as in core. */
  public enum Type {
    Normal,
    Warning
  }

  /**
   * One transition worth telling.
   *
   * @param occasion tells two equal transitions apart: the time of the transition, or the
   *     generation
   */
  public record Notice(Type type, Reason reason, String message, String occasion) {
    /** Something went as it should. */
    public static Notice normal(Reason reason, String message, String occasion) {
      return new Notice(Type.Normal, reason, message, occasion);
    }

    /** Something needs a person's attention. */
    public static Notice warning(Reason reason, String message, String occasion) {
      return new Notice(Type.Warning, reason, message, occasion);
    }
  }

  /** Publishes the notice about the object, unless it stands there already. */
  public void publish(HasMetadata about, Notice notice) {
    try {
      client.resource(event(about, notice)).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        LOG.warn("cannot publish event {}: {}", notice.reason(), e.getMessage());
      }
    }
  }

  private Event event(HasMetadata about, Notice notice) {
    String message =
        notice.message().length() <= MAX_NOTE
            ? notice.message()
            : notice.message().substring(0, MAX_NOTE - 3) + "...";
    String identity =
        String.join(
            "\n", about.getMetadata().getUid(), notice.reason().name(), message, notice.occasion());
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    return new EventBuilder()
        .withNewMetadata()
        .withName(
            about.getMetadata().getName() + "." + Digests.sha256Hex(identity).substring(0, 16))
        .withNamespace(about.getMetadata().getNamespace())
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(about.getApiVersion())
        .withKind(about.getKind())
        .withName(about.getMetadata().getName())
        .withNamespace(about.getMetadata().getNamespace())
        .withUid(about.getMetadata().getUid())
        .endInvolvedObject()
        .withType(notice.type().name())
        .withReason(notice.reason().name())
        .withMessage(message)
        .withCount(1)
        .withFirstTimestamp(now)
        .withLastTimestamp(now)
        .withNewSource()
        .withComponent(Labels.RAMPWRIGHT)
        .endSource()
        .withReportingComponent("rampwright.dev/operator")
        .build();
  }
}
