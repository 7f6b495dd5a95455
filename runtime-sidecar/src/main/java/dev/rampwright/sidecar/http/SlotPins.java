package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.slots.KvSlots;
import dev.rampwright.sidecar.slots.ReuseScanner;
import dev.rampwright.sidecar.slots.SlotGrant;
import dev.rampwright.sidecar.slots.policy.PinnedBody;
import dev.rampwright.sidecar.slots.policy.Pinning;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Pins requests to the engine's slots. What cannot be pinned would meet other tenants' KV, so it is
 * let through only where clients are not told apart. Lives on the event loop.
 */
final class SlotPins {
  private final KvSlots slots;
  private final IdentityHashMap<HttpClientResponse, SlotUse> uses = new IdentityHashMap<>();

  SlotPins(KvSlots slots) {
    this.slots = slots;
  }

  /** Sends a request to the engine. */
  interface Sender {
    Future<HttpClientResponse> send(Outgoing outgoing);
  }

  /** With which slot an answer is made; empty: whatever the engine likes. */
  Optional<SlotUse> useOf(HttpClientResponse answer) {
    return Optional.ofNullable(uses.get(answer));
  }

  /**
   * Sends a request when it has a slot, if it needs one.
   *
   * @param abandoned whether nobody waits for its answer any more
   */
  Future<HttpClientResponse> send(Outgoing outgoing, BooleanSupplier abandoned, Sender sender) {
    if (!slots.isOn()) {
      return sender.send(outgoing);
    }
    return switch (Pinning.of(outgoing.method().name(), outgoing.path())) {
      case NONE -> sender.send(outgoing);
      case FREE -> sendFree(outgoing, sender);
      case PINNED -> sendPinned(outgoing, abandoned, sender);
    };
  }

  private Future<HttpClientResponse> sendFree(Outgoing outgoing, Sender sender) {
    if (!outgoing.owner().tenant().equals(Tenant.ANONYMOUS)) {
      return Future.failedFuture(
          NoAnswerException.refused(Problem.needsSlotOfItsOwn(outgoing.path())));
    }
    slots.anySlotUsed();
    return sender
        .send(outgoing)
        .onSuccess(answer -> answer.end().onComplete(ended -> slots.anySlotUsed()))
        .onFailure(cause -> slots.anySlotUsed());
  }

  private Future<HttpClientResponse> sendPinned(
      Outgoing outgoing, BooleanSupplier abandoned, Sender sender) {
    PinnedBody body = new PinnedBody(outgoing.body().getBytes());
    if (body.forSlot(0).isEmpty()) {
      return Future.failedFuture(NoAnswerException.refused(Problem.notAnObject()));
    }
    return slots
        .acquire(outgoing.owner(), body.print(slots.printKey()), abandoned)
        .compose(
            granted -> {
              @Nullable SlotGrant grant = granted.orElse(null);
              return grant == null
                  ? sender.send(outgoing)
                  : sendTo(grant, outgoing.withBody(forSlot(body, grant)), sender);
            });
  }

  private static Buffer forSlot(PinnedBody body, SlotGrant grant) {
    return Buffer.buffer(body.forSlot(grant.slot()).orElseThrow());
  }

  private Future<HttpClientResponse> sendTo(SlotGrant grant, Outgoing outgoing, Sender sender) {
    return sender
        .send(outgoing)
        .onFailure(cause -> grant.onEnd().run())
        .onSuccess(
            answer -> {
              ReuseScanner scanner = new ReuseScanner();
              uses.put(answer, new SlotUse(grant.use(), scanner));
              answer
                  .end()
                  .onComplete(
                      ended -> {
                        uses.remove(answer);
                        scanner.reused().ifPresent(grant.onReuse());
                        grant.onEnd().run();
                      });
            });
  }
}
