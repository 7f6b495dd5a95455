package dev.rampwright.sidecar.boot;

import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.PeerIdentity;
import dev.rampwright.sidecar.tls.MutualTls;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import java.util.function.Supplier;

/** The network's settings. */
final class Network {
  private static final int MAX_HEADER_BYTES = 64 * 1024;
  private static final int MAX_LINE_BYTES = 16 * 1024;
  private static final int CONNECT_TIMEOUT_MILLIS = 1_000;
  private static final int HOP_IDLE_SECONDS = 15;

  /**
   * How long the other end's kernel may leave what was sent unacknowledged. A node that lost its
   * power resets nothing, and a kept connection to it looks like any other: without this, a request
   * on it would wait for its own deadline, though stable could still answer it. Kernels acknowledge
   * whatever their processes do, so that only a receiver that takes nothing off its socket for as
   * long is given up wrongly.
   */
  private static final int HOP_SILENCE_MILLIS = 5_000;

  private static final int ENGINE_IDLE_SECONDS = 1;

  private static final int UNBOUNDED = 100_000;

  private Network() {}

  /** One event loop, on which all state lives; no temporary files, the root may be read-only. */
  static Vertx vertx() {
    return Vertx.vertx(
        new VertxOptions()
            .setPreferNativeTransport(true)
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false)));
  }

  /** Opens a connection for each request. */
  static HttpClient fresh(Vertx vertx) {
    return vertx.createHttpClient(engine().setKeepAlive(false));
  }

  /**
   * Keeps connections for one or two seconds: engines close idle ones after five, and it is better
   * to be the first. llama-server keeps a thread for each, see EngineConnections.
   */
  static HttpClient kept(Vertx vertx) {
    return vertx.createHttpClient(engine().setKeepAliveTimeout(ENGINE_IDLE_SECONDS));
  }

  private static HttpClientOptions engine() {
    return new HttpClientOptions()
        .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
        .setMaxPoolSize(UNBOUNDED)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setMaxInitialLineLength(MAX_LINE_BYTES);
  }

  /**
   * Connections to the candidate's pods are kept, for a handshake costs milliseconds of both ends.
   * This end closes an idle one; the other never does while it serves, and announces its leaving.
   */
  static HttpClient hops(Vertx vertx, Supplier<Credentials> credentials, PeerIdentity peer) {
    return vertx.createHttpClient(
        MutualTls.client(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setKeepAliveTimeout(HOP_IDLE_SECONDS)
                .setTcpUserTimeout(HOP_SILENCE_MILLIS)
                .setMaxPoolSize(UNBOUNDED)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxInitialLineLength(MAX_LINE_BYTES),
            credentials,
            peer));
  }

  static HttpServerOptions server(String bind, int port) {
    return new HttpServerOptions()
        .setHost(bind)
        .setPort(port)
        .setHttp2ClearTextEnabled(false)
        .setHandle100ContinueAutomatically(true)
        // Nobody speaks WebSocket here; what prepares for it would look at every message.
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setMaxInitialLineLength(MAX_LINE_BYTES);
  }
}
