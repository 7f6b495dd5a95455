package dev.rampwright.operator.inferenceservice.crash;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The operator's only way to the API server. A dead operator gets nothing through any more, be it a
 * write or a read: what its process would still do in memory, nobody sees.
 */
final class WriteGate implements Interceptor {
  /** How often the operator died at one kind of write. */
  record Deaths(int writes, int before, int after) {
    Deaths plus(Moment moment) {
      return new Deaths(
          writes + 1,
          before + (moment == Moment.BEFORE ? 1 : 0),
          after + (moment == Moment.AFTER ? 1 : 0));
    }
  }

  /** The operator is no more. */
  static final class DeadException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final Map<String, Deaths> deaths = new TreeMap<>();
  private CrashPlan plan = CrashPlan.never();
  private Runnable atDeath = () -> {};
  private @Nullable Runnable atNextWrite;
  private int writes;
  private volatile boolean dead;

  /** Another operator begins, and dies by that plan. */
  synchronized void live(CrashPlan until, Runnable death) {
    plan = until;
    atDeath = death;
    dead = false;
  }

  boolean isDead() {
    return dead;
  }

  /** The operator dies now. */
  void die() {
    dead = true;
    atDeath.run();
  }

  /** Something happens just before the next write. */
  synchronized void beforeNextWrite(Runnable happening) {
    atNextWrite = happening;
  }

  /** Writes that were tried since the beginning. */
  synchronized int writes() {
    return writes;
  }

  /** The same by kind. */
  synchronized Map<String, Integer> writesByKind() {
    Map<String, Integer> byKind = new TreeMap<>();
    deaths.forEach((kind, it) -> byKind.put(kind, it.writes()));
    return byKind;
  }

  /** By kind of write. */
  synchronized Map<String, Deaths> deaths() {
    return new TreeMap<>(deaths);
  }

  @Override
  public synchronized void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (dead) {
      throw new DeadException();
    }
    if (!Write.isOne(request.method())) {
      return;
    }
    interrupt();
    Write write = Write.of(request.method(), request.uri());
    Moment moment = plan.at(write);
    writes++;
    deaths.merge(write.kind(), new Deaths(0, 0, 0).plus(moment), (old, _) -> old.plus(moment));
    if (moment != Moment.NEVER) {
      die();
    }
    if (moment == Moment.BEFORE) {
      throw new DeadException();
    }
  }

  private void interrupt() {
    @Nullable Runnable happening = atNextWrite;
    atNextWrite = null;
    if (happening != null) {
      happening.run();
    }
  }
}
