package dev.rampwright.sidecar.slots;

import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.config.CacheSecrets;
import dev.rampwright.sidecar.slots.SlotEvents.Failure;
import dev.rampwright.sidecar.slots.policy.OwnerName;
import dev.rampwright.sidecar.slots.policy.PromptPrint;
import dev.rampwright.sidecar.slots.policy.SlotOwner;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine's slots, for all who have to do with them: when they are given at all, and by whom
 * they are looked after. Lives on the event loop.
 */
public final class KvSlots {
  private static final int COUNT_EVERY_TICKS = 10;

  private final SlotEngine engine;
  private final SlotDisk disk;
  private final SlotEvents events;
  private final SlotScope scope = new SlotScope();
  private final SlotAllocation allocation;
  private final SlotKeeping keeping;
  private final SlotPreload preload;
  private @Nullable Future<Running> beginning;
  private boolean unable;
  private boolean warm;
  private SlotFolder.Size stored = new SlotFolder.Size(-1, 0);
  private long ticks;

  KvSlots(
      SlotEngine engine, SlotDisk disk, SlotMoves moves, LongSupplier nanos, SlotEvents events) {
    this.engine = engine;
    this.disk = disk;
    this.events = events;
    this.allocation = new SlotAllocation(scope, new SlotHandover(scope, moves), nanos, events);
    this.keeping = new SlotKeeping(scope, moves, nanos, allocation::serve);
    this.preload = new SlotPreload(scope, disk, moves, nanos, allocation::serve);
  }

  /** Takes a configuration. */
  public void configure(SidecarConfig next) {
    scope.configure(next);
    if (scope.isConfigured()) {
      warmUp();
      begin();
    } else {
      // What the engine does with its slots from here on nobody sees.
      scope.runs(null);
      allocation.letAllGo();
    }
  }

  /** While the engine loads its model there is time. */
  private void warmUp() {
    if (!warm) {
      warm = true;
      disk.warmUp();
    }
  }

  /** Names and encrypts with these secrets from now on. */
  public void use(CacheSecrets secrets) {
    scope.use(secrets);
  }

  /** Whether requests must ask for a slot. */
  public boolean isOn() {
    return scope.isConfigured() && !unable;
  }

  /** The engine works, perhaps for the first time, perhaps another one than before. */
  public void engineCameUp() {
    scope.runs(null);
    beginning = null;
    unable = false;
    begin();
  }

  private void begin() {
    if (!isOn() || scope.running().isPresent() || beginning != null) {
      return;
    }
    Future<Running> begun = disk.clear().otherwiseEmpty().compose(v -> Running.begin(engine));
    beginning = begun;
    begun.onComplete(
        ended -> {
          if (beginning == begun) {
            beginning = null;
            if (ended.succeeded()) {
              scope.runs(ended.result());
              allocation.serve();
              preload.begin(ended.result());
            } else if (ended.cause() instanceof SlotEngine.UnsupportedException) {
              unable = true;
              events.failed(Failure.RESTORE, "the engine's slots cannot be saved");
              allocation.letAllGo();
            }
          }
        });
  }

  /** Of a prompt: under which its beginning is digested. */
  public byte[] printKey() {
    return scope.keys().prints();
  }

  /**
   * Gives a slot, at once or when one is free.
   *
   * @param print of the request's prompt
   * @param abandoned whether nobody waits for the request's answer any more
   * @return empty if the engine has no slots to give after all; fails if one could not be emptied
   */
  public Future<Optional<SlotGrant>> acquire(
      SlotOwner owner, PromptPrint print, BooleanSupplier abandoned) {
    begin();
    OwnerName name = scope.keys().owner(owner);
    return preload
        .of(name)
        .compose(
            loaded ->
                isOn()
                    ? allocation.acquire(name, print, abandoned)
                    : Future.succeededFuture(Optional.empty()));
  }

  /** A request has begun, or ended, that uses whatever slot the engine likes. */
  public void anySlotUsed() {
    scope.running().ifPresent(now -> now.idle().forEach(Slot::forget));
  }

  /** Saves what has changed and was not used for a while. */
  public void tick() {
    if (!isOn()) {
      return;
    }
    begin();
    allocation.tick();
    if (ticks++ % COUNT_EVERY_TICKS == 0) {
      disk.size().onSuccess(size -> stored = size);
    }
    keeping.tick();
  }

  /** Saves all that has changed; completes when it is on the disk, or cannot be; never fails. */
  public Future<Void> saveAll() {
    return keeping.save(owner -> true).<Void>mapEmpty().otherwiseEmpty();
  }

  /**
   * Saves what an owner's idle slots hold.
   *
   * @return how many; fails if one could not be saved
   */
  public Future<Integer> save(SlotOwner owner) {
    return keeping.save(scope.keys().owner(owner)::equals);
  }

  /** Forgets what an owner has in idle slots and on the volume; gives how many files went. */
  public Future<Integer> erase(SlotOwner owner) {
    SlotKeys keys = scope.keys();
    OwnerName name = keys.owner(owner);
    return preload
        .stop()
        .compose(stopped -> keeping.erase(name::equals))
        .compose(erased -> disk.dropOwner(keys, name));
  }

  /** Forgets what a tenant has, whatever its agents, likewise. */
  public Future<Integer> erase(Tenant tenant) {
    SlotKeys keys = scope.keys();
    String name = keys.tenant(tenant);
    return preload
        .stop()
        .compose(stopped -> keeping.erase(owner -> owner.tenant().equals(name)))
        .compose(erased -> disk.dropTenant(keys, name));
  }

  /** What there is at the moment. */
  public SlotFigures figures() {
    Optional<Running> now = scope.running();
    return new SlotFigures(
        now.map(it -> it.slots().size()).orElse(0),
        now.map(it -> (int) it.slots().stream().filter(s -> s.owner() != null).count()).orElse(0),
        allocation.waiting(),
        stored.files(),
        stored.bytes(),
        now.filter(it -> !it.trial().isOver()).isPresent());
  }
}
