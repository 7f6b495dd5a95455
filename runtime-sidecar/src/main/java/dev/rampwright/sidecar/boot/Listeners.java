package dev.rampwright.sidecar.boot;

import dev.rampwright.contracts.tls.PeerIdentity;
import dev.rampwright.contracts.tls.PeerNames;
import dev.rampwright.sidecar.http.ServeHandler;
import dev.rampwright.sidecar.tls.AdmittedOnly;
import dev.rampwright.sidecar.tls.MutualTls;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;

/** Opens the five ports. */
final class Listeners {
  private static final PeerIdentity OPERATOR = new PeerIdentity(PeerNames.OPERATOR);

  private Listeners() {}

  /** Completes with the ports that were got, or fails if one cannot be had. */
  static Future<Settings.Ports> open(Vertx vertx, Settings settings, Wiring parts) {
    String bind = settings.bind();
    Settings.Ports ports = settings.ports();
    ServeHandler door = parts.serve();
    PeerIdentity sibling = parts.sibling();
    Future<HttpServer> observe = plain(vertx, bind, ports.observe(), parts.observe());
    Future<HttpServer> serve = plain(vertx, bind, ports.serve(), door);
    Future<HttpServer> drain = plain(vertx, bind, ports.drain(), parts.drainHandler());
    Future<HttpServer> admin =
        secured(vertx, parts, Network.server(bind, ports.admin()), OPERATOR, parts.admin());
    Future<HttpServer> hop =
        secured(vertx, parts, Network.server(bind, ports.hop()), sibling, door.hops());
    return Future.all(serve, admin, observe, drain, hop)
        .map(
            all ->
                new Settings.Ports(
                    serve.result().actualPort(),
                    admin.result().actualPort(),
                    observe.result().actualPort(),
                    drain.result().actualPort(),
                    hop.result().actualPort()));
  }

  private static Future<HttpServer> secured(
      Vertx vertx,
      Wiring parts,
      HttpServerOptions options,
      PeerIdentity peer,
      Handler<HttpServerRequest> handler) {
    return vertx
        .createHttpServer(MutualTls.server(options, parts.credentials(), peer))
        .requestHandler(new AdmittedOnly(peer, InstantSource.system(), handler))
        .listen();
  }

  private static Future<HttpServer> plain(
      Vertx vertx, String bind, int port, Handler<HttpServerRequest> handler) {
    return vertx.createHttpServer(Network.server(bind, port)).requestHandler(handler).listen();
  }
}
