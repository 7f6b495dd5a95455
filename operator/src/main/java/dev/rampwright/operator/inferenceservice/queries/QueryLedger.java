package dev.rampwright.operator.inferenceservice.queries;

import dev.rampwright.operator.ramp.Queried;
import dev.rampwright.operator.ramp.QueryGate;
import dev.rampwright.operator.settings.PrometheusProvider;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Has the queries of running steps asked, each once an interval, and remembers the answers. A pass
 * never waits: what was asked in one is looked at in a later one. After a restart of the operator
 * nothing is known, which makes a gate wait longer, never pass sooner.
 */
public final class QueryLedger {
  private static final int MAX_SERVICES = 4096;

  private final Map<String, PrometheusProvider> providers;
  private final PromQlSource source;
  private final Map<String, Page> pages = new LinkedHashMap<>();

  public QueryLedger(List<PrometheusProvider> providers, PromQlSource source) {
    this.providers =
        providers.stream()
            .collect(Collectors.toUnmodifiableMap(PrometheusProvider::name, it -> it));
    this.source = source;
  }

  /** A service's present step. */
  private record Page(long epoch, Map<String, QueryTrack> tracks) {}

  /**
   * Looks at what was answered, and asks what is due.
   *
   * @param service the service's UID
   * @param questions of its step in force; empty: there is none, or it has no query
   */
  public QueryResults look(String service, Optional<Questions> questions, Instant now) {
    return new QueryResults(
        providers.keySet(),
        questions.map(it -> answers(service, it, now)).orElseGet(() -> forget(service)));
  }

  private synchronized Map<String, Queried> answers(
      String service, Questions questions, Instant now) {
    Page page = pages.remove(service);
    if (page == null || page.epoch() != questions.epoch()) {
      page = new Page(questions.epoch(), new HashMap<>());
    }
    pages.put(service, page);
    if (pages.size() > MAX_SERVICES) {
      pages.remove(pages.keySet().iterator().next());
    }
    Map<String, Queried> answers = new HashMap<>();
    for (QueryGate gate : questions.gates()) {
      QueryTrack track =
          page.tracks().computeIfAbsent(gate.name(), _ -> new QueryTrack(gate.interval(), now));
      answers.put(gate.name(), track.look(now, () -> ask(gate, questions)));
    }
    return answers;
  }

  private synchronized Map<String, Queried> forget(String service) {
    pages.remove(service);
    return Map.of();
  }

  /** The chart can lose a provider while a ramp runs. */
  private CompletableFuture<QueryAnswer> ask(QueryGate gate, Questions questions) {
    PrometheusProvider provider = providers.get(questions.provider());
    return provider == null
        ? CompletableFuture.completedFuture(
            ApiAnswer.failed(unknown(questions.provider(), providers.keySet())))
        : source.ask(provider, Selectors.filled(gate, questions, provider));
  }

  /** Says which providers there are instead. */
  public static String unknown(String provider, Set<String> known) {
    String there =
        known.isEmpty()
            ? "it knows none; add one to the values of its chart, under prometheus"
            : "it knows " + known.stream().sorted().collect(Collectors.joining(", "));
    return "the operator knows no Prometheus '%s'; %s".formatted(provider, there);
  }
}
