package dev.rampwright.operator.pki;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rampwright.contracts.tls.InvalidCredentialsException;
import dev.rampwright.operator.kube.BlockedException;
import dev.rampwright.operator.kube.Reason;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The authority as the API server has it, made and renewed when it is due. Whoever loses a race for
 * a write reads what the winner wrote, so that two operators never issue under two authorities.
 */
public final class AuthorityStore implements Supplier<Authority> {
  private static final Logger LOG = LoggerFactory.getLogger(AuthorityStore.class);
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
  private static final int ATTEMPTS = 5;
  private static final JsonMapper JSON = new JsonMapper();

  private final KubernetesClient client;
  private final String namespace;
  private final CertificateMaker maker;
  private final InstantSource clock;
  private @Nullable Reading last;

  private record Reading(Authority authority, Instant at) {}

  /**
   * One per process.
   *
   * @param namespace the operator's own
   */
  public AuthorityStore(
      KubernetesClient client, String namespace, CertificateMaker maker, InstantSource clock) {
    this.client = client;
    this.namespace = namespace;
    this.maker = maker;
    this.clock = clock;
  }

  /**
   * The authority, at most a minute old, unless the API server fails meanwhile: then the last one.
   *
   * @throws BlockedException if its Secret cannot be read
   * @throws KubernetesClientException if the API server refuses or fails at the first look
   */
  @Override
  public synchronized Authority get() {
    Instant now = clock.instant();
    @Nullable Reading known = last;
    if (known == null) {
      known = new Reading(settled(now), now);
    } else if (!now.isBefore(known.at().plus(LOOK_AGAIN))) {
      known = new Reading(refreshed(known.authority(), now), now);
    }
    last = known;
    return known.authority();
  }

  private Authority refreshed(Authority known, Instant now) {
    try {
      return settled(now);
    } catch (KubernetesClientException e) {
      LOG.warn("cannot look at Secret {}: {}", AuthoritySecret.NAME, e.getMessage());
      return known;
    }
  }

  private Authority settled(Instant now) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      @Nullable Secret found = secret().get();
      Optional<Authority> stored = Optional.ofNullable(found).map(AuthorityStore::read);
      AuthorityStep step = AuthorityRule.decide(stored, now);
      Authority next = done(step, stored, now);
      if (step == AuthorityStep.KEEP) {
        return next;
      }
      if (write(found, next)) {
        LOG.info("Secret {}: {}, now {}", AuthoritySecret.NAME, step, next.signing());
        return next;
      }
    }
    throw new BlockedException(
        Reason.ApplyFailed,
        "Secret %s in %s is written by somebody else; nobody else may write it"
            .formatted(AuthoritySecret.NAME, namespace));
  }

  private Authority done(AuthorityStep step, Optional<Authority> stored, Instant now) {
    return switch (step) {
      case BEGIN -> Authority.first(maker.authority(now));
      case KEEP -> stored.orElseThrow();
      case ANNOUNCE -> {
        Authority it = stored.orElseThrow();
        yield new Authority(it.signing(), Optional.of(maker.authority(now)), Optional.empty());
      }
      case SWITCH -> {
        Authority it = stored.orElseThrow();
        yield new Authority(
            it.next().orElseThrow(), Optional.empty(), Optional.of(it.signing().certificate()));
      }
      case FORGET -> Authority.first(stored.orElseThrow().signing());
    };
  }

  private boolean write(@Nullable Secret found, Authority next) {
    try {
      if (found == null) {
        client.resource(AuthoritySecret.of(namespace, next)).create();
      } else {
        secret().patch(PatchContext.of(PatchType.JSON_MERGE), patch(found, next));
      }
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  /** Bound to the version that was read; keys that are no longer there are taken out. */
  private static String patch(Secret found, Authority next) {
    ObjectNode patch = JSON.createObjectNode();
    patch.putObject("metadata").put("resourceVersion", found.getMetadata().getResourceVersion());
    ObjectNode data = patch.putObject("data");
    if (found.getData() != null) {
      found.getData().keySet().forEach(data::putNull);
    }
    AuthoritySecret.data(next).forEach(data::put);
    return patch.toString();
  }

  private static Authority read(Secret secret) {
    try {
      return AuthoritySecret.read(secret);
    } catch (InvalidCredentialsException e) {
      throw new BlockedException(
          Reason.ApplyFailed,
          ("Secret %s in %s cannot be used: %s. Delete it and a new authority is made; hops fail"
                  + " until every pod has it")
              .formatted(
                  AuthoritySecret.NAME, secret.getMetadata().getNamespace(), e.getMessage()));
    }
  }

  private Resource<Secret> secret() {
    return client.secrets().inNamespace(namespace).withName(AuthoritySecret.NAME);
  }
}
