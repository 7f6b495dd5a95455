package dev.rampwright.e2e.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The candidate's share of the traffic during one epoch of a step.
 *
 * @param weight as planned, in percent
 * @param entryPods most pods that split during it
 * @param answered requests that clients sent while all entry pods split so, and that got an answer
 * @param byCandidate those of them that the candidate answered
 * @param measured requests of the epoch, as the entry pods last said
 * @param measuredCandidate those of them that were meant for the candidate
 */
public record Share(
    int weight,
    int entryPods,
    long answered,
    long byCandidate,
    long measured,
    long measuredCandidate) {

  /** Of every step's every epoch, in the order in which they were seen. */
  public static List<Share> of(List<Look> looks, Collection<Sent> sent) {
    Map<Long, List<Look>> epochs = new LinkedHashMap<>();
    looks.stream()
        .filter(look -> look.state().equals("Ramping") && look.inForce())
        .forEach(look -> epochs.computeIfAbsent(look.epoch(), _ -> new ArrayList<>()).add(look));
    return epochs.values().stream().map(epoch -> during(epoch, sent)).toList();
  }

  /**
   * Only requests that begin after the first look was answered and before the last was asked: at
   * both ends the split may be another one already.
   */
  private static Share during(List<Look> epoch, Collection<Sent> sent) {
    Look first = epoch.getFirst();
    Look last = epoch.getLast();
    List<Sent> inside =
        sent.stream()
            .filter(it -> it.status() != 0)
            .filter(it -> it.begun().isAfter(first.answered()) && it.begun().isBefore(last.asked()))
            .toList();
    return new Share(
        first.weight(),
        epoch.stream().mapToInt(Look::entryPods).max().orElse(0),
        inside.size(),
        inside.stream().filter(it -> first.candidate().equals(it.revision())).count(),
        last.measured(),
        last.measuredCandidate());
  }

  /**
   * Whether both counts are as exact as the split: each entry pod is less than one request off, and
   * of what clients saw the first and the last request may belong to a neighbour.
   */
  public boolean isExact() {
    return off(answered, byCandidate) <= entryPods + 2
        && off(measured, measuredCandidate) <= entryPods;
  }

  private double off(long all, long candidate) {
    return Math.abs(candidate - all * weight / 100.0);
  }

  /** For a table: planned, seen by clients, counted by the entry pods. */
  @Override
  public String toString() {
    return "%d%%: %d/%d, pods %d/%d"
        .formatted(weight, byCandidate, answered, measuredCandidate, measured);
  }
}
