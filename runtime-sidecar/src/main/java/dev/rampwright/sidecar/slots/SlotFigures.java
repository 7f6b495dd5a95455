package dev.rampwright.sidecar.slots;

/**
 * The engine's slots at the moment.
 *
 * @param slots it has; 0 before it was asked
 * @param held of them hold somebody's KV
 * @param waiting requests wait for one
 * @param restoring false: the model takes what is restored and computes all the same
 */
public record SlotFigures(int slots, int held, int waiting, boolean restoring) {}
