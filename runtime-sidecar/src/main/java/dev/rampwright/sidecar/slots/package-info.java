/** The engine's KV slots: pinned to tenants and agents, kept on a volume, brought back. */
@NullMarked
package dev.rampwright.sidecar.slots;

import org.jspecify.annotations.NullMarked;
