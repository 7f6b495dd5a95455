package dev.rampwright.sidecar.slots;

import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.SidecarFiles;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Puts the parts of {@link KvSlots} together. */
public final class SlotParts {
  /** Bringing a slot back must not wait for one that is just being saved. */
  private static final int THREADS = 2;

  /** A slot of many gigabytes takes seconds. */
  private static final Duration ENGINE_TIMEOUT = Duration.ofSeconds(60);

  private SlotParts() {}

  /**
   * Slots without a configuration: they are left alone until there is one.
   *
   * @param folder with {@link SidecarFiles#SLOTS_LIVE} and {@link SidecarFiles#SLOTS_STORE}
   */
  public static KvSlots create(
      Vertx vertx,
      HttpClient client,
      Supplier<SidecarConfig.Engine> where,
      Path folder,
      InstantSource clock,
      LongSupplier nanos,
      SlotEvents events) {
    WorkerExecutor threads = vertx.createSharedWorkerExecutor("slots", THREADS);
    SlotEngine engine = new SlotEngine(client, where, ENGINE_TIMEOUT.toMillis());
    SlotDisk disk =
        new SlotDisk(
            threads,
            folder.resolve(SidecarFiles.SLOTS_LIVE),
            new SlotFolder(folder.resolve(SidecarFiles.SLOTS_STORE), clock),
            clock);
    SlotMoves moves = new SlotMoves(engine, disk, clock, nanos, events);
    return new KvSlots(engine, disk, moves, nanos, events);
  }
}
