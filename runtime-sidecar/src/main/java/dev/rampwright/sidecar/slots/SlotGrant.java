package dev.rampwright.sidecar.slots;

import dev.rampwright.sidecar.slots.SlotEvents.Use;
import java.util.function.LongConsumer;

/**
 * A slot for one request. Lives on the event loop.
 *
 * @param slot the engine's number of it
 * @param use what the request finds there
 * @param onReuse told how many tokens of the prompt the engine did not compute, if the answer says
 * @param onEnd ends it; further calls do nothing
 */
public record SlotGrant(int slot, Use use, LongConsumer onReuse, Runnable onEnd) {}
