package dev.rampwright.sidecar.http;

import dev.rampwright.contracts.PrewarmOrder;
import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.sidecar.log.Log;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * One order under way: its entries one after the other, each when the engine has nothing better to
 * do. Lives on the event loop.
 */
final class PrewarmRun {
  private static final long PAUSE_MILLIS = 250;

  private final PrewarmOrder order;
  private final PrewarmAsks asks;
  private final BooleanSupplier mayAsk;
  private final ExchangeScope scope;
  private final PrewarmEvents events;
  private final Log log;
  private final Deque<PrewarmOrder.Entry> left;
  private final Map<PrewarmResult, Integer> results = new EnumMap<>(PrewarmResult.class);
  private boolean over;

  /**
   * Made for one order.
   *
   * @param mayAsk whether the engine is up and has said what it is
   */
  PrewarmRun(
      PrewarmOrder order,
      PrewarmAsks asks,
      BooleanSupplier mayAsk,
      ExchangeScope scope,
      PrewarmEvents events,
      Log log) {
    this.order = order;
    this.asks = asks;
    this.mayAsk = mayAsk;
    this.scope = scope;
    this.events = events;
    this.log = log;
    this.left = new ArrayDeque<>(order.entries());
  }

  void start() {
    log.info("pre-warming with %d entries begins".formatted(left.size()));
    next();
  }

  /** What is under way comes to its end; nothing follows. */
  void stop() {
    over = true;
  }

  boolean isOf(PrewarmOrder other) {
    return order.digest().equals(other.digest());
  }

  private void next() {
    if (over || scope.isDraining()) {
      return;
    }
    PrewarmOrder.Entry entry = left.peek();
    if (entry == null) {
      log.info("pre-warming is complete: " + results);
    } else if (mayAsk.getAsBoolean()) {
      asks.ask(entry).onSuccess(this::ended);
    } else {
      pause();
    }
  }

  private void ended(PrewarmResult result) {
    if (result == PrewarmResult.LATER) {
      pause();
      return;
    }
    left.poll();
    results.merge(result, 1, Integer::sum);
    events.prewarmed(result);
    scope.vertx().runOnContext(v -> next());
  }

  private void pause() {
    scope.vertx().setTimer(PAUSE_MILLIS, fired -> next());
  }

  SidecarStats.Prewarm progress() {
    return new SidecarStats.Prewarm(
        order.digest(),
        order.entries().size(),
        sum(List.of(PrewarmResult.ASKED, PrewarmResult.FOUND)),
        sum(List.of(PrewarmResult.SKIPPED)),
        sum(List.of(PrewarmResult.FAILED)));
  }

  private int sum(List<PrewarmResult> those) {
    return those.stream().mapToInt(result -> results.getOrDefault(result, 0)).sum();
  }
}
