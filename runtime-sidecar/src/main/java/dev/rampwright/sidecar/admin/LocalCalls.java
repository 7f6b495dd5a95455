package dev.rampwright.sidecar.admin;

import dev.rampwright.sidecar.drain.DrainHandler;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/**
 * The port that only the pod's own node reaches: the kubelet's drain call, and the cache's calls of
 * whoever comes through {@code kubectl port-forward}.
 */
public final class LocalCalls implements Handler<HttpServerRequest> {
  private final CacheHandler cache;
  private final DrainHandler drain;

  public LocalCalls(CacheHandler cache, DrainHandler drain) {
    this.cache = cache;
    this.drain = drain;
  }

  @Override
  public void handle(HttpServerRequest request) {
    if (CacheHandler.serves(request.path())) {
      cache.handle(request);
    } else {
      drain.handle(request);
    }
  }
}
