package dev.rampwright.sidecar.identity;

import com.nimbusds.jose.jwk.JWKSet;
import dev.rampwright.contracts.ClientAuth;
import dev.rampwright.contracts.Digests;
import dev.rampwright.sidecar.identity.JwtVerifier.Finding;
import dev.rampwright.sidecar.log.Log;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whoever has a token that the issuer has signed. A token is verified once, beside the event loop,
 * and then known by its digest until it expires or the issuer's keys change. Lives on the event
 * loop.
 */
final class TokenHolders implements Clients {
  private static final int MAX_KNOWN = 4_096;
  private static final int MAX_TOKEN_CHARACTERS = 16_384;

  private final ClientAuth.Jwt rules;
  private final InstantSource clock;
  private final Function<Verification, Future<Finding>> verifications;
  private final SigningKeys keys;
  private @Nullable JwtVerifier verifier;

  /** By their digests, under the keys at hand; another map for other keys. */
  private Map<String, Finding.Good> known = leastUsedFirst();

  /** Work for another thread. */
  interface Verification {
    Finding run();
  }

  /**
   * Knows no keys until {@link #refresh} has fetched some.
   *
   * @param source fetches what the issuer publishes
   * @param verifications runs work beside the event loop
   * @param clock what tokens' times are compared with
   * @param nanos monotonic time
   */
  TokenHolders(
      ClientAuth.Jwt rules,
      Supplier<Future<String>> source,
      Function<Verification, Future<Finding>> verifications,
      InstantSource clock,
      LongSupplier nanos,
      Log log) {
    this.rules = rules;
    this.clock = clock;
    this.verifications = verifications;
    this.keys = new SigningKeys(source, this::take, nanos, log);
  }

  @Override
  public boolean judgesBy(ClientAuth.Jwt tokens) {
    return rules.equals(tokens);
  }

  /** Looks for other keys if those at hand are old. */
  @Override
  public void refresh() {
    keys.refresh();
  }

  private void take(JWKSet published) {
    verifier = new JwtVerifier(rules, published, clock);
    known = leastUsedFirst();
  }

  private static Map<String, Finding.Good> leastUsedFirst() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Finding.Good> eldest) {
        return size() > MAX_KNOWN;
      }
    };
  }

  @Override
  public Verdict judge(Function<String, List<String>> header) {
    Set<String> tokens = Clients.credentials(header);
    if (tokens.size() != 1) {
      return new Verdict.Refused(
          tokens.isEmpty()
              ? "this service needs a JSON Web Token of %s: send Authorization: Bearer <token>"
                  .formatted(rules.issuer())
              : "more than one token was sent: send one, as Authorization: Bearer <token>");
    }
    String token = tokens.iterator().next();
    if (token.length() > MAX_TOKEN_CHARACTERS) {
      return new Verdict.Refused(
          "the token is longer than %d characters".formatted(MAX_TOKEN_CHARACTERS));
    }
    String digest = Digests.sha256Hex(token);
    Finding.@Nullable Good good = known.get(digest);
    if (good != null && clock.instant().isBefore(good.until())) {
      return new Verdict.Admitted(good.tenant());
    }
    known.remove(digest);
    return new Verdict.Pending(verified(token, digest));
  }

  private Future<Verdict> verified(String token, String digest) {
    return finding(token, digest)
        .compose(
            finding ->
                finding instanceof Finding.UnknownKey
                    ? keys.renew().compose(renewed -> finding(token, digest))
                    : Future.succeededFuture(finding))
        .map(this::verdict);
  }

  /** By the keys at hand; without any, they are fetched first. */
  private Future<Finding> finding(String token, String digest) {
    JwtVerifier now = verifier;
    Map<String, Finding.Good> underThem = known;
    if (now == null) {
      return Future.succeededFuture(new Finding.UnknownKey());
    }
    return verifications
        .apply(() -> now.verify(token))
        .onSuccess(
            finding -> {
              if (finding instanceof Finding.Good good) {
                underThem.put(digest, good);
              }
            });
  }

  private Verdict verdict(Finding finding) {
    return switch (finding) {
      case Finding.Good good -> new Verdict.Admitted(good.tenant());
      case Finding.Bad(String message) -> new Verdict.Refused(message);
      case Finding.UnknownKey unknown ->
          keys.inForce().isEmpty()
              ? new Verdict.Undecidable(
                  "the keys of %s cannot be fetched at the moment; try again"
                      .formatted(rules.issuer()))
              : new Verdict.Refused(
                  "the token's key is not among those that %s publishes".formatted(rules.issuer()));
    };
  }

  @Override
  public Set<String> withheld() {
    return new TreeSet<>(CREDENTIALS);
  }

  @Override
  public String toString() {
    return "TokenHolders[" + rules.issuer() + "]";
  }
}
