package dev.rampwright.operator.pki;

import dev.rampwright.contracts.tls.Credentials;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** An authority, and what other tests need of it. */
public final class Certificates {
  private final CertificateMaker maker = new CertificateMaker();
  private final Authority ours = Authority.first(maker.authority(Instant.now()));

  /** An issuer whose authority stays. */
  public Issuer issuer() {
    return issuer(InstantSource.system());
  }

  /** The same by another clock. */
  public Issuer issuer(InstantSource clock) {
    return new Issuer(() -> ours, maker, clock);
  }

  /** Valid now. */
  public Credentials of(String name) {
    return issuer().renewed(name, Optional.empty());
  }

  /** The same name under an authority that nobody knows, who believes ours. */
  public Credentials forged(String name) {
    Credentials forged =
        maker.leaf(Authority.first(maker.authority(Instant.now())), name, Instant.now());
    return new Credentials(forged.certificate(), forged.key(), ours.believed());
  }

  /** Ours, and over. */
  public Credentials expired(String name) {
    return maker.leaf(ours, name, Instant.now().minus(Lifetimes.LEAF.plusDays(1)));
  }
}
