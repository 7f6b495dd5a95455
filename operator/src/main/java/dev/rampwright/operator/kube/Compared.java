package dev.rampwright.operator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which versions of actual objects were found to hold which wishes: neither having changed, there
 * is no need to compare them field by field again. Forgetting is harmless.
 */
final class Compared {
  private static final int MAX_ENTRIES = 65_536;

  private final Map<String, Match> matches = new ConcurrentHashMap<>();
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();

  private record Match(String version, String desiredHash) {}

  private record Grant(String version, List<Object> inputs) {}

  /** Whether this version was found to hold what follows from these inputs. */
  boolean granted(HasMetadata actual, List<Object> inputs) {
    ObjectMeta metadata = actual.getMetadata();
    Grant grant = grants.get(metadata.getUid());
    return grant != null && grant.equals(new Grant(metadata.getResourceVersion(), inputs));
  }

  /** Notes that it does. */
  void grant(HasMetadata actual, List<Object> inputs) {
    if (grants.size() >= MAX_ENTRIES) {
      grants.clear();
    }
    ObjectMeta metadata = actual.getMetadata();
    grants.put(metadata.getUid(), new Grant(metadata.getResourceVersion(), inputs));
  }

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
