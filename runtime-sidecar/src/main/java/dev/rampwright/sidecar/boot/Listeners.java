package dev.rampwright.sidecar.boot;

import dev.rampwright.contracts.tls.InvalidCredentialsException;
import dev.rampwright.contracts.tls.PeerIdentity;
import dev.rampwright.contracts.tls.PeerNames;
import dev.rampwright.sidecar.http.Connections;
import dev.rampwright.sidecar.http.EarlyAnswers;
import dev.rampwright.sidecar.http.ServeHandler;
import dev.rampwright.sidecar.tls.AdmittedOnly;
import dev.rampwright.sidecar.tls.LiveCredentials;
import dev.rampwright.sidecar.tls.MutualTls;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** Opens the ports. */
final class Listeners {
  private static final PeerIdentity OPERATOR = new PeerIdentity(PeerNames.OPERATOR);

  private Listeners() {}

  /**
   * Completes with the ports that were got, or fails if one cannot be had. The kubelet's is
   * answered first: what TLS needs takes longer to load than everything else. The pod becomes ready
   * only when all are open.
   */
  static Future<Settings.Ports> open(Wiring parts) {
    Givens givens = parts.givens();
    Vertx vertx = givens.vertx();
    String bind = givens.settings().bind();
    Settings.Ports ports = givens.settings().ports();
    Desk desk = parts.desk();
    ServeHandler door = parts.door().serve();
    Future<HttpServer> observe = plain(vertx, bind, ports.observe(), desk.observe()).listen();
    Connections open = parts.entrance().connections();
    Future<HttpServer> serve =
        plain(vertx, bind, ports.serve(), open.counting(door))
            .connectionHandler(open::opened)
            .invalidRequestHandler(new EarlyAnswers(vertx)::invalid)
            .listen();
    Future<HttpServer> drain = plain(vertx, bind, ports.drain(), desk.localCalls()).listen();
    Future<LiveCredentials> credentials =
        Future.all(observe, serve, drain)
            .compose(all -> begun(vertx, givens.inputs().credentials()));
    HttpServerOptions adminOptions = Network.server(bind, ports.admin());
    HttpServerOptions hopOptions = Network.server(bind, ports.hop());
    PeerIdentity sibling = givens.sibling();
    Future<HttpServer> admin =
        credentials.compose(
            own -> secured(vertx, own, adminOptions, OPERATOR, desk.admin()).listen());
    Future<HttpServer> hop =
        credentials.compose(
            own ->
                secured(vertx, own, hopOptions, sibling, open.counting(door.hops()))
                    .connectionHandler(open::opened)
                    .listen());
    return Future.all(admin, hop)
        .compose(all -> parts.door().byTls().look())
        .map(
            all ->
                new Settings.Ports(
                    serve.result().actualPort(),
                    admin.result().actualPort(),
                    observe.result().actualPort(),
                    drain.result().actualPort(),
                    hop.result().actualPort(),
                    ports.serveTls()));
  }

  /**
   * In a thread that gives way: to prove a key keeps a processor busy for as long as a tenth of the
   * start, and whoever is served in clear text meanwhile need not wait for it.
   */
  private static Future<LiveCredentials> begun(Vertx vertx, LiveCredentials credentials) {
    CompletableFuture<LiveCredentials> begun = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("credentials")
        .daemon()
        .priority(Thread.MIN_PRIORITY)
        .start(
            () -> {
              try {
                credentials.begin();
                begun.complete(credentials);
              } catch (InvalidCredentialsException e) {
                begun.completeExceptionally(
                    new BootException("cannot use the certificate: " + e.getMessage(), e));
              } catch (RuntimeException | Error e) {
                begun.completeExceptionally(e);
              }
            });
    return Future.fromCompletionStage(begun, vertx.getOrCreateContext());
  }

  private static HttpServer secured(
      Vertx vertx,
      LiveCredentials own,
      HttpServerOptions options,
      PeerIdentity peer,
      Handler<HttpServerRequest> handler) {
    return vertx
        .createHttpServer(MutualTls.server(options, own, peer))
        .requestHandler(new AdmittedOnly(peer, InstantSource.system(), handler));
  }

  private static HttpServer plain(
      Vertx vertx, String bind, int port, Handler<HttpServerRequest> handler) {
    return vertx.createHttpServer(Network.server(bind, port)).requestHandler(handler);
  }
}
