package dev.rampwright.sidecar.boot;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

/** Opens the four ports. */
final class Listeners {
  private Listeners() {}

  /** Completes with the ports that were got, or fails if one cannot be had. */
  static Future<Settings.Ports> open(Vertx vertx, Settings settings, Wiring parts) {
    String bind = settings.bind();
    Settings.Ports ports = settings.ports();
    Future<HttpServer> serve = open(vertx, bind, ports.serve(), parts.serve());
    Future<HttpServer> admin = open(vertx, bind, ports.admin(), parts.admin());
    Future<HttpServer> observe = open(vertx, bind, ports.observe(), parts.observe());
    Future<HttpServer> drain = open(vertx, bind, ports.drain(), parts.drainHandler());
    return Future.all(serve, admin, observe, drain)
        .map(
            all ->
                new Settings.Ports(
                    serve.result().actualPort(),
                    admin.result().actualPort(),
                    observe.result().actualPort(),
                    drain.result().actualPort()));
  }

  private static Future<HttpServer> open(
      Vertx vertx, String bind, int port, Handler<HttpServerRequest> handler) {
    return vertx.createHttpServer(Network.server(bind, port)).requestHandler(handler).listen();
  }
}
