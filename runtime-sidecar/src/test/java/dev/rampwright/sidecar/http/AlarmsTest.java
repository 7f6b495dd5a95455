package dev.rampwright.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AlarmsTest {
  private static final long NANOS = 1_000_000;

  private final Timers timers = new Timers();
  private final Alarms alarms = new Alarms(timers, () -> timers.nanos);
  private final List<String> rung = new ArrayList<>();

  /** Timers that fire when the test lets time pass. */
  private static final class Timers implements Alarms.Timers {
    private final Map<Long, Runnable> set = new TreeMap<>();
    private long nanos = Long.MAX_VALUE - 50 * NANOS;
    private long elapsed;
    private int sets;

    @Override
    public long set(long millis, Runnable fired) {
      sets++;
      long due = elapsed + millis * NANOS;
      assertThat(millis).isPositive();
      assertThat(set).as("one timer at a time").isEmpty();
      set.put(due, fired);
      return due;
    }

    @Override
    public void cancel(long timer) {
      assertThat(set.remove(timer)).as("the timer that is cancelled").isNotNull();
    }

    void pass(long millis) {
      long end = elapsed + millis * NANOS;
      while (!set.isEmpty() && set.keySet().iterator().next() <= end) {
        long due = set.keySet().iterator().next();
        nanos += due - elapsed;
        elapsed = due;
        set.remove(due).run();
      }
      nanos += end - elapsed;
      elapsed = end;
    }
  }

  private Alarms.Alarm in(long millis, String name) {
    return alarms.in(millis, () -> rung.add(name));
  }

  @Test
  void goOffInTheirOrderAndOnce() {
    in(100, "long");
    in(10, "short");
    timers.pass(5);
    in(10, "later");

    timers.pass(4);
    assertThat(rung).isEmpty();
    timers.pass(1);
    assertThat(rung).containsExactly("short");
    timers.pass(1_000);
    assertThat(rung).containsExactly("short", "later", "long");
    assertThat(timers.set).as("nothing is left to wake up for").isEmpty();
  }

  @Test
  void thoseThatAreCalledOffStaySilent() {
    Alarms.Alarm first = in(10, "first");
    Alarms.Alarm second = in(10, "second");
    in(10, "third");
    second.callOff();
    second.callOff();
    first.callOff();

    timers.pass(10);
    assertThat(rung).containsExactly("third");
    first.callOff();
  }

  @Test
  void oneMayCallAnotherOffOrSetANewOne() {
    List<Alarms.Alarm> others = new ArrayList<>();
    alarms.in(10, () -> others.forEach(Alarms.Alarm::callOff));
    alarms.in(10, () -> in(10, "new"));
    others.add(in(10, "same line"));
    others.add(in(9, "before"));
    others.add(in(11, "after"));

    timers.pass(15);
    assertThat(rung).containsExactly("before");
    timers.pass(5);
    assertThat(rung).containsExactly("before", "new");
  }

  @Test
  void oneThatFailsKeepsNoOtherFromGoingOff() {
    alarms.in(
        10,
        () -> {
          throw new IllegalStateException("failed");
        });
    in(10, "next");
    in(20, "last");

    assertThatThrownBy(() -> timers.pass(10)).hasMessage("failed");
    timers.pass(1);
    assertThat(rung).containsExactly("next");
    timers.pass(9);
    assertThat(rung).containsExactly("next", "last");
  }

  @Test
  void thousandsThatAreCalledOffTakeOneTimer() {
    for (int i = 0; i < 10_000; i++) {
      Alarms.Alarm alarm = in(60_000, "never");
      Alarms.Alarm other = in(30_000, "never either");
      timers.pass(1);
      alarm.callOff();
      other.callOff();
    }

    assertThat(timers.sets).isEqualTo(2);
    timers.pass(120_000);
    assertThat(rung).isEmpty();
    assertThat(timers.set).isEmpty();
  }
}
