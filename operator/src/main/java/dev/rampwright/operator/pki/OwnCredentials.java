package dev.rampwright.operator.pki;

import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.PeerNames;
import java.util.Optional;
import java.util.function.Supplier;

/** What the operator proves itself with; kept in memory only. */
public final class OwnCredentials implements Supplier<Credentials> {
  private final Issuer issuer;
  private Optional<Credentials> held = Optional.empty();

  public OwnCredentials(Issuer issuer) {
    this.issuer = issuer;
  }

  @Override
  public synchronized Credentials get() {
    Credentials current = issuer.renewed(PeerNames.OPERATOR, held);
    held = Optional.of(current);
    return current;
  }
}
