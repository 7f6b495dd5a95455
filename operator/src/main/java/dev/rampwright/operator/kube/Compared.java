package dev.rampwright.operator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which versions of actual objects were found to hold which wishes: neither having changed, there
 * is no need to compare them field by field again. Forgetting is harmless.
 */
final class Compared {
  private static final int MAX_ENTRIES = 65_536;

  private final Map<String, Match> matches = new ConcurrentHashMap<>();

  private record Match(String version, String desiredHash) {}

  /** Whether this version was found to hold that wish. */
  boolean matched(HasMetadata actual, String desiredHash) {
    Match match = matches.get(actual.getMetadata().getUid());
    return match != null && match.equals(of(actual.getMetadata(), desiredHash));
  }

  /** Notes that it does. */
  void note(HasMetadata actual, String desiredHash) {
    if (matches.size() >= MAX_ENTRIES) {
      matches.clear();
    }
    ObjectMeta metadata = actual.getMetadata();
    matches.put(metadata.getUid(), of(metadata, desiredHash));
  }

  private static Match of(ObjectMeta metadata, String desiredHash) {
    return new Match(metadata.getResourceVersion(), desiredHash);
  }
}
