package dev.rampwright.e2e.record;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says whose fault a failed request was, by evidence only: what no evidence explains is {@link
 * FailureClass#OTHER}.
 *
 * @param candidates revisions that were tried
 * @param kills what the scenario killed
 */
public record Classifier(Set<String> candidates, List<Kill> kills) {
  public Classifier {
    candidates = Set.copyOf(candidates);
    kills = List.copyOf(kills);
  }

  /** Empty for a request that did not fail. */
  public Optional<FailureClass> of(Sent sent) {
    return sent.good() ? Optional.empty() : Optional.of(failure(sent));
  }

  /** How many failed, by class; every class is there. */
  public Map<FailureClass, Long> count(Collection<Sent> sent) {
    Map<FailureClass, Long> counts = new EnumMap<>(FailureClass.class);
    for (FailureClass each : FailureClass.values()) {
      counts.put(each, 0L);
    }
    sent.stream().flatMap(it -> of(it).stream()).forEach(it -> counts.merge(it, 1L, Long::sum));
    return counts;
  }

  /** Those of one class. */
  public List<Sent> of(FailureClass wanted, Collection<Sent> sent) {
    return sent.stream().filter(it -> of(it).filter(wanted::equals).isPresent()).toList();
  }

  private FailureClass failure(Sent sent) {
    if (sent.status() == 429) {
      return FailureClass.SHED;
    }
    if (kills.stream().anyMatch(kill -> kill.tookWithIt(sent))) {
      return FailureClass.ON_KILLED_PROCESS;
    }
    if (kills.stream().anyMatch(kill -> kill.turnedAway(sent))) {
      return FailureClass.TOWARDS_KILLED_PROCESS;
    }
    return sent.revision() != null && candidates.contains(sent.revision())
        ? FailureClass.ANSWERED_BADLY_BY_CANDIDATE
        : FailureClass.OTHER;
  }
}
