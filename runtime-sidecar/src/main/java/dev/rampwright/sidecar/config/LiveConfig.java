package dev.rampwright.sidecar.config;

import dev.rampwright.contracts.InvalidContractException;
import dev.rampwright.contracts.SidecarConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The configuration in force. Readers ask for it with each request, so that a replacement holds
 * from the next request on; those that keep something built from it listen. Lives on the event
 * loop.
 */
public final class LiveConfig {
  private ActiveConfig active;
  private final List<Consumer<SidecarConfig>> listeners = new ArrayList<>();

  public LiveConfig(ActiveConfig first) {
    this.active = first;
  }

  public SidecarConfig value() {
    return active.value();
  }

  public String digest() {
    return active.digest();
  }

  /** Calls back after each replacement. */
  public void onChange(Consumer<SidecarConfig> listener) {
    listeners.add(listener);
  }

  /**
   * Puts another configuration in force.
   *
   * @throws InvalidContractException if it is malformed or meant for another pod
   */
  public void replace(String text) {
    ActiveConfig next = ConfigParser.parse(text);
    same("namespace", value().namespace(), next.value().namespace());
    same("service", value().service(), next.value().service());
    same("revision", value().revision(), next.value().revision());
    active = next;
    listeners.forEach(listener -> listener.accept(next.value()));
  }

  private static void same(String field, String mine, String given) {
    if (!mine.equals(given)) {
      throw new InvalidContractException(
          "%s is %s, but this pod's is %s: the configuration is meant for another pod"
              .formatted(field, given, mine));
    }
  }
}
