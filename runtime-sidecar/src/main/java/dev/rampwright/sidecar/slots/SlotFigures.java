package dev.rampwright.sidecar.slots;

/**
 * The engine's slots at the moment.
 *
 * @param slots it has; 0 before it was asked
 * @param held of them hold somebody's KV
 * @param waiting requests wait for one
 * @param saved slots on the volume, of all pods that share it; -1 before they were counted
 * @param savedBytes their length
 * @param restoring false: the model takes what is restored and computes all the same
 */
public record SlotFigures(
    int slots, int held, int waiting, int saved, long savedBytes, boolean restoring) {}
