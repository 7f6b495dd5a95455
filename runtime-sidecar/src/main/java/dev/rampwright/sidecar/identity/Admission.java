package dev.rampwright.sidecar.identity;

import dev.rampwright.contracts.ClientAuth;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How clients are told apart at the moment. The digests of a configuration are compared under the
 * admin token that was known when it came in force: a token that changes later shuts nobody out
 * before the operator has pushed the digests under the new one. Lives on the event loop.
 */
public final class Admission {
  private final Supplier<UnaryOperator<String>> digests;
  private final IssuedTokens tokens;
  private Clients clients = new Clients.Anyone();

  /**
   * Lets everybody in, until it is configured.
   *
   * @param digests gives what makes a digest of an API key under the admin token known now
   * @param tokens makes what judges by tokens
   */
  public Admission(Supplier<UnaryOperator<String>> digests, IssuedTokens tokens) {
    this.digests = digests;
    this.tokens = tokens;
  }

  /** Takes a configuration; null: nobody is asked. */
  public void configure(@Nullable ClientAuth auth) {
    ClientAuth.Jwt jwt = auth == null ? null : auth.jwt();
    if (jwt == null) {
      clients = Clients.of(auth, digests.get());
    } else if (!clients.judgesBy(jwt)) {
      clients = tokens.holders(jwt);
      refresh();
    }
  }

  /** Looks after what grows old; to be called every few seconds. */
  public void refresh() {
    clients.refresh();
  }

  /**
   * Judges a request.
   *
   * @param last who asked before on the same connection
   * @param header all values of the request's header of that name
   */
  public Verdict judge(Acquaintance last, Function<String, List<String>> header) {
    return clients.judge(last, header);
  }

  public Clients clients() {
    return clients;
  }
}
