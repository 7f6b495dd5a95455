package dev.rampwright.sidecar.boot;

import dev.rampwright.contracts.tls.PeerIdentity;
import dev.rampwright.contracts.tls.PeerNames;
import dev.rampwright.sidecar.config.LiveConfig;
import dev.rampwright.sidecar.log.Log;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * What every part is made from.
 *
 * @param vertx the one event loop
 * @param settings of the environment
 * @param inputs of the files
 * @param config in force
 * @param log where all parts write
 */
record Givens(Vertx vertx, Settings settings, Inputs inputs, LiveConfig config, Log log) {
  /** What the sidecars of this service, and no others, prove. */
  PeerIdentity sibling() {
    return new PeerIdentity(
        PeerNames.sidecar(config.value().namespace(), config.value().service()));
  }

  /** As configured now. */
  Duration drainTimeout() {
    return Duration.ofMillis(config.value().limits().drainTimeoutMillis());
  }

  /** As configured now. */
  boolean hasAccessLog() {
    return config.value().servingOrDefault().hasAccessLog();
  }
}
