package dev.rampwright.bench.verdict;

import dev.rampwright.bench.load.LoadEnd;
import dev.rampwright.bench.measure.FailureExample;
import dev.rampwright.bench.measure.Lateness;
import dev.rampwright.bench.measure.Snapshot;
import dev.rampwright.contracts.BenchReport.CriterionResult;
import dev.rampwright.contracts.BenchReport.Phase;
import dev.rampwright.contracts.BenchReport.Requests;
import dev.rampwright.contracts.BenchReport.Verdict;
import dev.rampwright.contracts.BenchSpec.Criterion;
import dev.rampwright.contracts.BenchSpec.Metric;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides whether a run can be trusted, and then whether it is good.
 *
 * <p>Errors never pass unnoticed: a run with failed requests passes only if a criterion bounds the
 * error rate and holds.
 */
public final class Judge {
  private final List<Criterion> criteria;

  /** A judge of these criteria. */
  public Judge(List<Criterion> criteria) {
    this.criteria = List.copyOf(criteria);
  }

  /** Judges what was measured. */
  public Judgement judge(LoadEnd end, Snapshot measured) {
    return invalidity(end, measured).map(this::invalid).orElseGet(() -> complete(measured));
  }

  /** The judgement of a run of which nothing can be said. */
  public Judgement invalid(String why) {
    return new Judgement(
        Phase.INVALID,
        Verdict.INCONCLUSIVE,
        why,
        criteria.stream().map(c -> CriterionCheck.undecided(c, "the run is invalid")).toList());
  }

  private static Optional<String> invalidity(LoadEnd end, Snapshot measured) {
    Requests requests = measured.requests();
    return switch (end) {
      case INTERRUPTED -> Optional.of("interrupted: the pod was told to end before the run was");
      case DEADLINE_EXCEEDED ->
          Optional.of("the deadline came before the end of the load; raise the timeout");
      case FINISHED -> {
        if (requests.sent() == 0) {
          yield Optional.of(
              "no request fell into the measured stretch; raise the rate or the duration");
        }
        if (requests.succeeded() == 0) {
          yield Optional.of(allFailed(measured));
        }
        yield clientLag(measured.lateness());
      }
    };
  }

  private static String allFailed(Snapshot measured) {
    String words =
        measured.failures().stream()
            .filter(f -> !f.detail().isEmpty())
            .findFirst()
            .map(FailureExample::detail)
            .map(detail -> ", for example: " + detail)
            .orElse("");
    return "all %d requests failed: %s%s; check target.url and model"
        .formatted(measured.requests().failed(), counts(measured.requests()), words);
  }

  private static Optional<String> clientLag(Lateness lateness) {
    if (lateness.acceptable()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "client could not keep up: %d of %d requests left more than %d ms late (at most 5%%"
                + " may); lower the rate or give the pod more CPU",
            lateness.tooLate(),
            lateness.sent(),
            lateness.limit().toMillis()));
  }

  private Judgement complete(Snapshot measured) {
    List<CriterionResult> results =
        criteria.stream().map(c -> CriterionCheck.check(c, measured)).toList();
    Requests requests = measured.requests();
    boolean intolerable = requests.failed() > 0 && !errorsAllowed(results);
    Verdict verdict = intolerable ? Verdict.FAIL : worst(results);
    StringBuilder message = new StringBuilder();
    message.append(requests.succeeded()).append(" of ").append(requests.sent());
    message.append(" requests answered");
    if (requests.failed() > 0) {
      message.append("; failed: ").append(counts(requests));
    }
    if (requests.failed() > 0 && criteria.stream().noneMatch(Judge::boundsErrors)) {
      message.append("; no criterion allows errors");
    }
    results.stream()
        .filter(r -> r.verdict() != Verdict.PASS)
        .forEach(r -> message.append("; ").append(r.name()).append(": ").append(r.message()));
    caveats(measured, message);
    return new Judgement(Phase.COMPLETE, verdict, message.toString(), results);
  }

  private static void caveats(Snapshot measured, StringBuilder message) {
    if (measured.replayed() > 0) {
      message.append("; caution: a response cache gave ").append(measured.replayed());
      message.append(" answers");
    }
    if (measured.uncounted() > 0) {
      message.append("; caution: tokens of ").append(measured.uncounted());
      message.append(" answers are chunk counts, the server sent no usage");
    }
  }

  private boolean errorsAllowed(List<CriterionResult> results) {
    boolean bounded = false;
    for (int i = 0; i < results.size(); i++) {
      if (boundsErrors(criteria.get(i))) {
        bounded = true;
        if (results.get(i).verdict() != Verdict.PASS) {
          return false;
        }
      }
    }
    return bounded;
  }

  private static boolean boundsErrors(Criterion criterion) {
    return criterion.metric() == Metric.ERROR_RATE;
  }

  private static Verdict worst(List<CriterionResult> results) {
    List<Verdict> verdicts = results.stream().map(CriterionResult::verdict).toList();
    if (verdicts.contains(Verdict.FAIL)) {
      return Verdict.FAIL;
    }
    return verdicts.contains(Verdict.INCONCLUSIVE) ? Verdict.INCONCLUSIVE : Verdict.PASS;
  }

  private static String counts(Requests requests) {
    return requests.errors().entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(e -> e.getKey() + " (" + e.getValue() + ")")
        .collect(Collectors.joining(", "));
  }
}
