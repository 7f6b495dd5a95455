package dev.rampwright.operator.inferenceservice.resources;

import dev.rampwright.api.common.SecretKeyRef;
import dev.rampwright.api.inferenceservice.AuthSpec;
import dev.rampwright.api.inferenceservice.ServingSpec;
import dev.rampwright.contracts.ClientAuth;
import dev.rampwright.contracts.Digests;
import dev.rampwright.operator.kube.Reason;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Renders how the sidecars tell clients apart. Whatever is missing, nobody is let in for it. */
public final class ClientAuths {
  private static final String DEFAULT_TENANT_CLAIM = "sub";

  private ClientAuths() {}

  /**
   * For the sidecars' configuration.
   *
   * @param secrets finds a Secret by its name
   * @param adminToken that the sidecars will have; empty before it is made
   * @return null: nobody is asked
   */
  public static @Nullable ClientAuth of(
      @Nullable ServingSpec serving,
      Function<String, @Nullable Secret> secrets,
      Optional<String> adminToken) {
    @Nullable AuthSpec auth = serving == null ? null : serving.auth();
    if (auth == null) {
      return null;
    }
    return switch (auth.type()) {
      case None -> null;
      case ApiKeys ->
          ClientAuth.by(
              new ClientAuth.ApiKeys(
                  keys(auth, secrets) instanceof ClientKeys.Usable(var byTenant)
                      ? adminToken.map(token -> digests(token, byTenant)).orElse(Map.of())
                      : Map.of()));
      case TrustedHeader ->
          auth.trustedHeader() == null
              ? ClientAuth.by(new ClientAuth.ApiKeys(Map.of()))
              : ClientAuth.by(new ClientAuth.TrustedHeader(auth.trustedHeader().name()));
      case Jwt ->
          auth.jwt() == null
              ? ClientAuth.by(new ClientAuth.ApiKeys(Map.of()))
              : jwt(auth.jwt(), authorities(serving, secrets));
    };
  }

  private static ClientAuth jwt(AuthSpec.Jwt jwt, Optional<IssuerAuthorities> authorities) {
    ClientAuth.Jwt rules =
        new ClientAuth.Jwt(
            jwt.issuer(),
            jwt.audiences(),
            jwt.jwksUri(),
            Objects.requireNonNullElse(jwt.tenantClaim(), DEFAULT_TENANT_CLAIM));
    return switch (authorities.orElse(null)) {
      case null -> ClientAuth.by(rules);
      case IssuerAuthorities.Usable(String pem) -> ClientAuth.by(rules.vouchedForBy(pem));
      case IssuerAuthorities.Unusable unusable -> ClientAuth.by(new ClientAuth.ApiKeys(Map.of()));
    };
  }

  /** Who vouches for the server of the issuer's keys, where the service names them. */
  public static Optional<IssuerAuthorities> authorities(
      @Nullable ServingSpec serving, Function<String, @Nullable Secret> secrets) {
    return authoritiesRef(serving).map(ref -> IssuerAuthorities.of(ref, secrets.apply(ref.name())));
  }

  private static Optional<SecretKeyRef> authoritiesRef(@Nullable ServingSpec serving) {
    return Optional.ofNullable(serving)
        .map(ServingSpec::auth)
        .map(AuthSpec::jwt)
        .map(AuthSpec.Jwt::caSecretKeyRef);
  }

  /** On which port the sidecars fetch the issuer's keys, where they do. */
  static Optional<Integer> keysPort(@Nullable ServingSpec serving) {
    return Optional.ofNullable(serving)
        .map(ServingSpec::auth)
        .map(AuthSpec::jwt)
        .map(jwt -> URI.create(jwt.jwksUri()))
        .map(uri -> uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("http") ? 80 : 443);
  }

  /** The keys, where the service asks for some. */
  public static Optional<ClientKeys> keys(
      @Nullable ServingSpec serving, Function<String, @Nullable Secret> secrets) {
    return Optional.ofNullable(serving)
        .map(ServingSpec::auth)
        .filter(auth -> auth.type() == AuthSpec.AuthType.ApiKeys)
        .map(auth -> keys(auth, secrets));
  }

  /** The names of the Secrets that the service asks for. */
  public static Stream<String> secretNames(@Nullable ServingSpec serving) {
    return Stream.concat(
        Stream.ofNullable(serving)
            .flatMap(it -> Stream.ofNullable(it.auth()))
            .flatMap(it -> Stream.ofNullable(it.apiKeys()))
            .map(keys -> keys.secretRef().name()),
        authoritiesRef(serving).stream().map(SecretKeyRef::name));
  }

  /** Who alone may reach the clients' port; empty: everybody. */
  static List<NetworkPolicyPeer> peers(@Nullable ServingSpec serving) {
    return Optional.ofNullable(serving)
        .map(ServingSpec::auth)
        .map(AuthSpec::trustedHeader)
        .map(AuthSpec.TrustedHeader::fromPeers)
        .orElse(List.of());
  }

  private static ClientKeys keys(AuthSpec auth, Function<String, @Nullable Secret> secrets) {
    if (auth.apiKeys() == null) {
      return new ClientKeys.Unusable(Reason.AuthSecretInvalid, "auth.apiKeys is missing");
    }
    String name = auth.apiKeys().secretRef().name();
    return ClientKeys.of(name, secrets.apply(name));
  }

  private static Map<String, String> digests(String token, Map<String, String> byTenant) {
    Map<String, String> digests = new TreeMap<>();
    byTenant.forEach((tenant, key) -> digests.put(Digests.apiKey(token, key), tenant));
    return digests;
  }
}
