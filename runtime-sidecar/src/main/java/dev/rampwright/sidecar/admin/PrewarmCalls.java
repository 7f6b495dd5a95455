package dev.rampwright.sidecar.admin;

import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.InvalidContractException;
import dev.rampwright.contracts.PrewarmOrder;
import dev.rampwright.sidecar.http.JsonReply;
import dev.rampwright.sidecar.http.Prewarming;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;

/** {@link AdminPaths#CACHE_PREWARM}. Whoever calls has been authorized. */
final class PrewarmCalls implements Handler<HttpServerRequest> {
  /** A ConfigMap holds 1 MiB; quoting may make that longer. */
  private static final int MAX_BODY_BYTES = 4 << 20;

  private final Prewarming prewarming;

  PrewarmCalls(Prewarming prewarming) {
    this.prewarming = prewarming;
  }

  @Override
  public void handle(HttpServerRequest request) {
    SmallBody.read(request, MAX_BODY_BYTES, body -> take(request, body));
  }

  private void take(HttpServerRequest request, String body) {
    try {
      PrewarmOrder order = ContractJson.read(body, PrewarmOrder.class);
      Objects.requireNonNull(order.digest());
      order.entries().forEach(PrewarmCalls::check);
      prewarming.take(order);
      JsonReply.send(request, 200, prewarming.progress().map(ContractJson::write).orElse("{}"));
    } catch (InvalidContractException | NullPointerException e) {
      JsonReply.send(
          request,
          400,
          "{\"message\":\"write {\\\"digest\\\": \\\"<any name>\\\", \\\"entries\\\": [{\\\"path\\\":"
              + " \\\"/v1/chat/completions\\\", \\\"body\\\": \\\"<JSON>\\\"}]}, with tenant and agent"
              + " where there are any\"}");
    }
  }

  private static void check(PrewarmOrder.Entry entry) {
    Objects.requireNonNull(entry.path());
    Objects.requireNonNull(entry.body());
  }
}
