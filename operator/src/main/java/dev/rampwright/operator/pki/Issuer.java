package dev.rampwright.operator.pki;

import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.PeerIdentity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Issues certificates, and replaces them in time. */
public final class Issuer {
  private final Supplier<Authority> authority;
  private final CertificateMaker maker;
  private final InstantSource clock;

  public Issuer(Supplier<Authority> authority, CertificateMaker maker, InstantSource clock) {
    this.authority = authority;
    this.maker = maker;
    this.clock = clock;
  }

  /** Under which it issues now. */
  public Authority authority() {
    return authority.get();
  }

  /**
   * The same certificate while it holds, else a new one; either believes the authorities of now.
   *
   * @param name whom it shall prove, and nobody else
   * @param held the present one; empty if there is none that can be read
   */
  public Credentials renewed(String name, Optional<Credentials> held) {
    Authority now = authority.get();
    Instant time = clock.instant();
    return held.filter(it -> holds(it, name, now, time))
        .map(it -> new Credentials(it.certificate(), it.key(), now.believed()))
        .orElseGet(() -> maker.leaf(now, name, time));
  }

  static boolean holds(Credentials held, String name, Authority authority, Instant now) {
    return new PeerIdentity(name).isProvedBy(held.certificate(), now)
        && !Lifetimes.isDue(held.certificate(), now)
        && authority.signing().issued(held.certificate());
  }
}
