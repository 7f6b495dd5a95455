package dev.rampwright.sidecar.http;

import dev.rampwright.sidecar.slots.ReuseScanner;
import dev.rampwright.sidecar.slots.SlotEvents.Use;

/**
 * With which slot of the engine's an answer is made.
 *
 * @param use what the request found there
 * @param scanner reads what the answer says of it
 */
record SlotUse(Use use, ReuseScanner scanner) {
  /** One more member of the header {@code Cache-Status} (RFC 9211). */
  String cacheStatus() {
    return switch (use) {
      case HELD -> "rampwright-kv; hit; detail=held";
      case RESTORED -> "rampwright-kv; hit; detail=restored";
      case EMPTY -> "rampwright-kv; fwd=miss";
    };
  }
}
