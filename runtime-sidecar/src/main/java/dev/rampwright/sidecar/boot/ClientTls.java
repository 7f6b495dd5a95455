package dev.rampwright.sidecar.boot;

import dev.rampwright.contracts.tls.InvalidCredentialsException;
import dev.rampwright.contracts.tls.ServerCertificate;
import dev.rampwright.sidecar.log.Log;
import dev.rampwright.sidecar.tls.ServerCertificateFiles;
import dev.rampwright.sidecar.tls.ServingContext;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The clients' port by TLS. It is opened when the mounted Secret holds a certificate for it;
 * another one holds from the next handshake on, and open connections stay. Files that cannot be
 * used, or go away, leave the last certificate in force. Lives on the event loop.
 */
final class ClientTls {
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");
  private static final int HANDSHAKE_SECONDS = 10;

  private final Path folder;
  private final HttpServerOptions clear;
  private final Function<HttpServerOptions, HttpServer> servers;
  private final Log log;
  private @Nullable ServerCertificateFiles seen;
  private @Nullable Open open;
  private @Nullable String fingerprint;

  /** The port once it listens, and the certificate of what arrives at it. */
  private record Open(HttpServer server, ServingContext context) {}

  /**
   * Has looked at nothing yet.
   *
   * @param folder with the files
   * @param clear options of the server, without TLS
   * @param servers makes one that does not listen yet
   */
  ClientTls(
      Path folder,
      HttpServerOptions clear,
      Function<HttpServerOptions, HttpServer> servers,
      Log log) {
    this.folder = folder;
    this.clear = clear;
    this.servers = servers;
    this.log = log;
  }

  /** Of the certificate that clients are shown; empty while the port is not open. */
  Optional<String> fingerprint() {
    return Optional.ofNullable(fingerprint);
  }

  /**
   * Looks at the files again.
   *
   * @return completes, never fails, when what they say is in force, or is not to be
   */
  Future<Void> look() {
    try {
      Optional<ServerCertificateFiles> files = ServerCertificateFiles.read(folder);
      if (files.isEmpty() || files.get().equals(seen)) {
        return Future.succeededFuture();
      }
      seen = files.get();
      return use(files.get(), files.get().parse());
    } catch (IOException | InvalidCredentialsException e) {
      // The files change one after another: most likely the next look finds them whole.
      log.warn(
          "the clients' certificate in %s cannot be used, the last one stays: %s"
              .formatted(folder, e.getMessage()));
      return Future.succeededFuture();
    }
  }

  private Future<Void> use(ServerCertificateFiles files, ServerCertificate certificate)
      throws InvalidCredentialsException {
    if (open != null) {
      open.context().use(certificate);
      inForce(open, certificate);
      return Future.succeededFuture();
    }
    ServingContext first = new ServingContext(certificate);
    return servers
        .apply(with(files, first))
        .listen()
        .onSuccess(
            server -> {
              open = new Open(server, first);
              inForce(open, certificate);
            })
        .<Void>mapEmpty()
        .otherwise(
            cause -> {
              seen = null;
              log.warn("clients cannot be served by TLS: " + cause.getMessage());
              return null;
            });
  }

  private void inForce(Open at, ServerCertificate certificate) {
    fingerprint = certificate.fingerprint();
    log.info(
        "serving by TLS on port %d, with a certificate that ends %s"
            .formatted(at.server().actualPort(), certificate.own().getNotAfter()));
  }

  /** It does not listen without a certificate in its options, but handshakes are the context's. */
  private HttpServerOptions with(ServerCertificateFiles files, ServingContext first) {
    return new HttpServerOptions(clear)
        .setSsl(true)
        .setEnabledSecureTransportProtocols(PROTOCOLS)
        .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
        .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
        .setKeyCertOptions(files.options())
        .setSslEngineOptions(first);
  }
}
