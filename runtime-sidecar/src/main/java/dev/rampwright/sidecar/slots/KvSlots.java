package dev.rampwright.sidecar.slots;

import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.config.CacheSecrets;
import dev.rampwright.sidecar.slots.SlotEvents.Failure;
import dev.rampwright.sidecar.slots.SlotEvents.Use;
import dev.rampwright.sidecar.slots.policy.KeepRules;
import dev.rampwright.sidecar.slots.policy.PromptPrint;
import dev.rampwright.sidecar.slots.policy.SlotChoice;
import dev.rampwright.sidecar.slots.policy.SlotOwner;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who gets which slot of the engine. One request at a time has a slot. Before another owner gets
 * it, what is in it is saved, if that is worth it, and then either overwritten by what the other
 * had left, or erased. Lives on the event loop.
 */
public final class KvSlots {
  private static final int COUNT_EVERY_TICKS = 10;

  private final SlotEngine engine;
  private final SlotDisk disk;
  private final SlotMoves moves;
  private final LongSupplier nanos;
  private final SlotEvents events;
  private final List<Waiting> waiting = new ArrayList<>();
  private SlotKeys keys = new SlotKeys(CacheSecrets.random());
  private CacheConfig.@Nullable KvSlots config;
  private String where = "";
  private @Nullable Running running;
  private @Nullable Future<Running> beginning;
  private boolean unable;
  private SlotStore.Size stored = new SlotStore.Size(-1, 0);
  private long ticks;

  KvSlots(
      SlotEngine engine, SlotDisk disk, SlotMoves moves, LongSupplier nanos, SlotEvents events) {
    this.engine = engine;
    this.disk = disk;
    this.moves = moves;
    this.nanos = nanos;
    this.events = events;
  }

  /** A request without a slot. */
  private record Waiting(
      SlotOwner owner,
      PromptPrint print,
      BooleanSupplier abandoned,
      Promise<Optional<SlotGrant>> promise) {}

  /** Takes a configuration. */
  public void configure(SidecarConfig next) {
    CacheConfig cache = next.cache();
    config = cache == null ? null : cache.kvSlots();
    long epoch = cache == null ? 0 : cache.epoch();
    // Settings of the engine that shape KV are the revision's.
    where = String.join("\n", next.namespace(), next.service(), next.revision(), epoch + "");
    if (config == null) {
      // What the engine does with its slots from here on nobody sees.
      running = null;
      letAllGo();
    } else {
      begin();
    }
  }

  /** Names and encrypts with these secrets from now on. */
  public void use(CacheSecrets secrets) {
    keys = new SlotKeys(secrets);
  }

  /** Whether requests must ask for a slot. */
  public boolean isOn() {
    return config != null && !unable;
  }

  /** The engine works, perhaps for the first time, perhaps another one than before. */
  public void engineCameUp() {
    running = null;
    beginning = null;
    unable = false;
    begin();
  }

  private void begin() {
    if (!isOn() || running != null || beginning != null) {
      return;
    }
    Future<Running> begun = disk.clear().otherwiseEmpty().compose(v -> Running.begin(engine));
    beginning = begun;
    begun.onComplete(
        ended -> {
          if (beginning == begun) {
            beginning = null;
            if (ended.succeeded()) {
              running = ended.result();
              serve();
            } else if (ended.cause() instanceof SlotEngine.UnsupportedException) {
              unable = true;
              events.failed(Failure.RESTORE, "the engine's slots cannot be saved");
              letAllGo();
            }
          }
        });
  }

  /** Of a prompt: under which its beginning is digested. */
  public byte[] printKey() {
    return keys.prints();
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
    Promise<Optional<SlotGrant>> promise = Promise.promise();
    waiting.add(new Waiting(owner, print, abandoned, promise));
    begin();
    serve();
    return promise.future();
  }

  /** A request has begun, or ended, that uses whatever slot the engine likes. */
  public void anySlotUsed() {
    if (running != null) {
      running.slots().stream().filter(slot -> !slot.isBusy()).forEach(Slot::forget);
    }
  }

  private void serve() {
    Running now = running;
    if (now == null) {
      return;
    }
    for (Waiting next : List.copyOf(waiting)) {
      if (next.abandoned().getAsBoolean()) {
        waiting.remove(next);
        next.promise().tryFail(new ClosedChannelException());
      } else {
        serve(now, next);
      }
    }
  }

  private void serve(Running now, Waiting next) {
    var views = now.slots().stream().map(slot -> slot.seenBy(next.print())).toList();
    switch (SlotChoice.of(views, next.owner(), perTenant(now, next.owner()))) {
      case SlotChoice.Mine(int id) -> {
        Slot slot = now.slots().get(id);
        if (KeepRules.mayOverwrite(slot.held(), next.print())) {
          waiting.remove(next);
          slot.take();
          grant(slot, next, useOf(slot, next), reused -> {});
        } else {
          takeOver(now, slot, next);
        }
      }
      case SlotChoice.TakeOver(int id) -> takeOver(now, now.slots().get(id), next);
      case SlotChoice.Wait wait -> {}
    }
  }

  private static Use useOf(Slot slot, Waiting next) {
    return slot.held().common(next.print()) > 0 ? Use.HELD : Use.EMPTY;
  }

  private int perTenant(Running now, SlotOwner owner) {
    return owner.tenant().equals(Tenant.ANONYMOUS) || config == null
        ? now.slots().size()
        : config.perTenant();
  }

  private void takeOver(Running now, Slot slot, Waiting next) {
    waiting.remove(next);
    slot.take();
    Future<Future<Void>> saved =
        slot.isWorthSaving()
            ? moves.save(terms(now, slot.owner()), slot).otherwiseEmpty()
            : Future.succeededFuture();
    saved
        .compose(before -> bringBack(now, slot, next))
        .onSuccess(
            back ->
                grant(
                    slot,
                    next,
                    back.isPresent() ? Use.RESTORED : useOf(slot, next),
                    reused -> back.ifPresent(it -> judge(now, it, next.print(), reused))))
        .onFailure(
            cause -> {
              slot.forget();
              slot.release();
              next.promise().tryFail(cause);
              serve();
            });
  }

  private Future<Optional<SlotManifest>> bringBack(Running now, Slot slot, Waiting next) {
    if (!now.trial().isOver()) {
      return moves.bringBack(terms(now, next.owner()), slot, next.owner(), next.print());
    }
    Future<Void> emptied =
        next.owner().equals(slot.owner()) ? Future.succeededFuture() : moves.erase(slot);
    return emptied.map(empty -> Optional.empty());
  }

  private void grant(Slot slot, Waiting next, Use use, LongConsumer onReuse) {
    slot.usedBy(next.owner(), next.print());
    events.granted(use);
    boolean[] ended = new boolean[1];
    Runnable end =
        () -> {
          if (!ended[0]) {
            ended[0] = true;
            slot.usedAt(nanos.getAsLong());
            slot.release();
            serve();
          }
        };
    SlotGrant grant = new SlotGrant(slot.id(), use, onReuse, end);
    if (!next.promise().tryComplete(Optional.of(grant))) {
      end.run();
    }
  }

  private void letAllGo() {
    List<Waiting> all = List.copyOf(waiting);
    waiting.clear();
    all.forEach(next -> next.promise().tryComplete(Optional.empty()));
  }

  private void judge(Running now, SlotManifest saved, PromptPrint asked, long reused) {
    KeepRules.Proof proof =
        KeepRules.judge(new PromptPrint(saved.print()), asked, saved.tokens(), reused);
    now.trial().heard(proof);
    if (proof == KeepRules.Proof.WASTED) {
      events.failed(
          Failure.WASTED,
          "%d tokens were restored, %d of them used".formatted(saved.tokens(), reused));
    }
  }

  private SlotTerms terms(Running now, @Nullable SlotOwner owner) {
    return new SlotTerms(
        keys,
        keys.model(where + "\n" + now.identity()),
        owner == null ? 1 : Math.max(1, perTenant(now, owner)),
        config == null ? 0 : config.maxBytes());
  }

  /** Saves what has changed and was not used for a while. */
  public void tick() {
    if (!isOn()) {
      return;
    }
    begin();
    serve();
    if (ticks++ % COUNT_EVERY_TICKS == 0) {
      disk.size(keys).onSuccess(size -> stored = size);
    }
    long now = nanos.getAsLong();
    idle()
        .filter(slot -> slot.isWorthSaving() && now - slot.lastUse() > KeepRules.IDLE.toNanos())
        .findFirst()
        .ifPresent(this::save);
  }

  /** Saves all that has changed; completes when it is on the disk, or cannot be; never fails. */
  public Future<Void> saveAll() {
    List<Future<Void>> all = idle().filter(Slot::isWorthSaving).map(this::save).toList();
    return Future.join(all).<Void>mapEmpty().otherwiseEmpty();
  }

  /**
   * Saves what an owner's idle slots hold.
   *
   * @return how many; fails if one could not be saved
   */
  public Future<Integer> save(SlotOwner owner) {
    List<Future<Void>> all =
        idle()
            .filter(slot -> owner.equals(slot.owner()) && slot.isWorthSaving())
            .map(this::save)
            .toList();
    return Future.join(all).map(done -> all.size());
  }

  private Stream<Slot> idle() {
    Running now = running;
    return now == null ? Stream.empty() : now.slots().stream().filter(slot -> !slot.isBusy());
  }

  /** Completes when it is on the disk. */
  private Future<Void> save(Slot slot) {
    Running now = running;
    if (now == null) {
      return Future.succeededFuture();
    }
    slot.take();
    return moves
        .save(terms(now, slot.owner()), slot)
        .onComplete(
            saved -> {
              slot.release();
              serve();
            })
        .compose(kept -> kept);
  }

  /** Forgets what an owner has in idle slots and on the volume; gives how many files went. */
  public Future<Integer> erase(SlotOwner owner) {
    return erase(idle().filter(slot -> owner.equals(slot.owner())).toList())
        .compose(erased -> disk.dropOwner(keys, owner));
  }

  /** Forgets what a tenant has, whatever its agents, likewise. */
  public Future<Integer> erase(Tenant tenant) {
    return erase(idle().filter(slot -> isOf(slot.owner(), tenant)).toList())
        .compose(erased -> disk.dropTenant(keys, new SlotOwner(tenant, "")));
  }

  private static boolean isOf(@Nullable SlotOwner owner, Tenant tenant) {
    return owner != null && owner.tenant().equals(tenant);
  }

  private Future<Void> erase(List<Slot> slots) {
    List<Future<Void>> all = new ArrayList<>();
    for (Slot slot : slots) {
      slot.take();
      all.add(
          moves
              .erase(slot)
              .onComplete(
                  done -> {
                    slot.release();
                    serve();
                  }));
    }
    return Future.join(all).mapEmpty();
  }

  /** What there is at the moment. */
  public SlotFigures figures() {
    Running now = running;
    int held =
        (int) (now == null ? 0 : now.slots().stream().filter(s -> s.owner() != null).count());
    return new SlotFigures(
        now == null ? 0 : now.slots().size(),
        held,
        waiting.size(),
        stored.files(),
        stored.bytes(),
        now != null && !now.trial().isOver());
  }
}
