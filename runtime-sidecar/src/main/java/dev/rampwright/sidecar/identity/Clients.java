package dev.rampwright.sidecar.identity;

import dev.rampwright.contracts.ClientAuth;
import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.identity.Verdict.Admitted;
import dev.rampwright.sidecar.identity.Verdict.Refused;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How clients are told apart. */
public sealed interface Clients
    permits Clients.Anyone, Clients.KeyHolders, Clients.Announced, TokenHolders {
  /** Where clients put what they prove themselves with. */
  List<String> CREDENTIALS = List.of("authorization", "x-api-key");

  /** Scheme of RFC 6750, in lower case. */
  String BEARER = "bearer ";

  /**
   * Judges a request.
   *
   * @param header all values of the request's header of that name
   */
  Verdict judge(Function<String, List<String>> header);

  /**
   * Judges a request.
   *
   * @param last who asked before on the same connection
   * @param header likewise
   */
  default Verdict judge(Acquaintance last, Function<String, List<String>> header) {
    return judge(header);
  }

  /** Whether these are the tokens by which it judges, so that another need not take its place. */
  default boolean judgesBy(ClientAuth.Jwt tokens) {
    return false;
  }

  /** Looks after what grows old; to be called every few seconds. */
  default void refresh() {}

  /** Headers, in lower case, that are for the sidecar and go no further. */
  Set<String> withheld();

  /** What a client proves itself with, however often and in whichever header it sends it. */
  static Set<String> credentials(Function<String, List<String>> header) {
    Set<String> sent = new TreeSet<>(header.apply("x-api-key"));
    header.apply("authorization").forEach(value -> sent.add(bearer(value)));
    sent.remove("");
    return sent;
  }

  private static String bearer(String value) {
    return value.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? value.substring(BEARER.length()).strip()
        : "";
  }

  /** Whether a text can be a tenant's name: it becomes a header's value and part of metrics. */
  static boolean isTenantName(String text) {
    return !text.isEmpty()
        && text.length() <= ClientAuth.MAX_TENANT_CHARACTERS
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /**
   * As configured, but for tokens.
   *
   * @param digest of an API key, as the configuration has it
   */
  static Clients of(@Nullable ClientAuth auth, UnaryOperator<String> digest) {
    if (auth == null) {
      return new Anyone();
    }
    return auth.trustedHeader() != null
        ? new Announced(auth.trustedHeader().name().toLowerCase(Locale.ROOT))
        : new KeyHolders(auth.apiKeys() == null ? Map.of() : auth.apiKeys().tenants(), digest);
  }

  /** Nobody is asked: what looks like a credential is the engine's to judge. */
  record Anyone() implements Clients {
    @Override
    public Verdict judge(Function<String, List<String>> header) {
      return new Admitted(Tenant.ANONYMOUS);
    }

    @Override
    public Set<String> withheld() {
      return Set.of();
    }
  }

  /**
   * Whoever has a key. It is looked up by its digest, which nobody without the admin token can
   * steer, so that the time that takes says nothing of the keys.
   *
   * @param tenants by the digest of their keys
   */
  record KeyHolders(Map<String, String> tenants, UnaryOperator<String> digest) implements Clients {
    private static final Set<String> WITHHELD = Set.copyOf(CREDENTIALS);

    @Override
    public Verdict judge(Function<String, List<String>> header) {
      Set<String> keys = credentials(header);
      if (keys.size() != 1) {
        return new Refused(
            keys.isEmpty()
                ? "this service needs an API key: send Authorization: Bearer <key>, or x-api-key"
                : "more than one API key was sent: send one, as Authorization: Bearer <key> or"
                    + " x-api-key");
      }
      @Nullable String tenant = tenants.get(digest.apply(keys.iterator().next()));
      return tenant == null
          ? new Refused("this API key is not known here: ask whoever runs the service for another")
          : new Admitted(new Tenant(tenant));
    }

    @Override
    public Verdict judge(Acquaintance last, Function<String, List<String>> header) {
      return last.judge(this, header);
    }

    @Override
    public Set<String> withheld() {
      return WITHHELD;
    }

    @Override
    public String toString() {
      return "KeyHolders[" + tenants.size() + "]";
    }
  }

  /**
   * Whoever something in front of the service says it is.
   *
   * @param header in lower case
   */
  record Announced(String header) implements Clients {
    @Override
    public Verdict judge(Function<String, List<String>> headers) {
      List<String> values = headers.apply(header);
      if (values.size() != 1) {
        return new Refused(
            "this service is reached through a gateway that sets the header %s exactly once; it came"
                    .formatted(header)
                + " %d times".formatted(values.size()));
      }
      String tenant = values.getFirst().strip();
      return isTenantName(tenant)
          ? new Admitted(new Tenant(tenant))
          : new Refused(
              "the header %s must hold 1 to %d visible ASCII characters"
                  .formatted(header, ClientAuth.MAX_TENANT_CHARACTERS));
    }

    @Override
    public Set<String> withheld() {
      Set<String> all = new TreeSet<>(CREDENTIALS);
      all.add(header);
      return all;
    }
  }
}
