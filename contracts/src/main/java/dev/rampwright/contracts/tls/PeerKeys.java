package dev.rampwright.contracts.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Proves this process with the credentials in force when a handshake begins. A handshake asks for
 * the alias first, then for key and certificate: the alias names the credentials, so that a
 * replacement between the two changes nothing for it.
 */
public final class PeerKeys extends X509ExtendedKeyManager {
  private static final int REMEMBERED = 4;

  private final Supplier<Credentials> source;
  private final Map<String, Credentials> chosen =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Credentials> eldest) {
              return size() > REMEMBERED;
            }
          });

  public PeerKeys(Supplier<Credentials> source) {
    this.source = source;
  }

  private String choose() {
    Credentials now = source.get();
    chosen.put(now.alias(), now);
    return now.alias();
  }

  @Override
  public String chooseEngineClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return choose();
  }

  @Override
  public String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return choose();
  }

  @Override
  public String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return choose();
  }

  @Override
  public String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return choose();
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {choose()};
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {choose()};
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    @Nullable Credentials credentials = chosen.get(alias);
    return credentials == null ? null : new X509Certificate[] {credentials.certificate()};
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    @Nullable Credentials credentials = chosen.get(alias);
    return credentials == null ? null : credentials.key();
  }
}
