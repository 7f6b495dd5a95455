package dev.rampwright.operator.inferenceservice.queries;

import dev.rampwright.operator.inferenceservice.resources.Identity;
import dev.rampwright.operator.ramp.QueryGate;
import dev.rampwright.operator.settings.PrometheusProvider;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts label matchers into a query. They are those of namespace and pod, which every way of
 * scraping pods attaches, and the kubelet's own metrics have too; a pod's labels are attached by
 * few.
 */
final class Selectors {
  private static final Pattern PLACES =
      Pattern.compile(
          "(%s|%s)\\b"
              .formatted(Pattern.quote(QueryGate.CANDIDATE), Pattern.quote(QueryGate.STABLE)));

  private Selectors() {}

  /** The query as the server is asked. */
  static String filled(QueryGate gate, Questions asked, PrometheusProvider provider) {
    return PLACES
        .matcher(gate.expression())
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    matchers(
                        asked.service(),
                        place.group().equals(QueryGate.STABLE) ? asked.stable() : asked.candidate(),
                        provider)));
  }

  /** Names of namespaces, services and revisions hold no character that a regex takes otherwise. */
  private static String matchers(Identity service, String hash, PrometheusProvider provider) {
    return "%s=\"%s\",%s=~\"%s-.+\""
        .formatted(
            provider.namespaceLabel(),
            service.namespace(),
            provider.podLabel(),
            service.revisionName(hash));
  }
}
