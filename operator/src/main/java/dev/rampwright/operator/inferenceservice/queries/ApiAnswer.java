package dev.rampwright.operator.inferenceservice.queries;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rampwright.operator.inferenceservice.queries.QueryAnswer.Failed;
import dev.rampwright.operator.inferenceservice.queries.QueryAnswer.NoSeries;
import dev.rampwright.operator.inferenceservice.queries.QueryAnswer.Value;

/** Reads what {@code /api/v1/query} answers. */
final class ApiAnswer {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int MAX_WORDS = 300;

  private ApiAnswer() {}

  static QueryAnswer read(int status, String body) {
    JsonNode answer = parsed(body);
    return switch (answer.path("status").asText()) {
      case "success" -> result(answer.path("data"));
      case "error" ->
          failed(
              "%s: %s".formatted(answer.path("errorType").asText(), answer.path("error").asText()));
      default -> failed("HTTP status %d: %s".formatted(status, body).strip());
    };
  }

  private static JsonNode parsed(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      return MAPPER.missingNode();
    }
  }

  private static QueryAnswer result(JsonNode data) {
    JsonNode result = data.path("result");
    return switch (data.path("resultType").asText()) {
      case "scalar" -> value(result);
      case "vector" -> vector(result);
      default ->
          failed(
              "the query's result is of type %s; a gate needs an instant vector or a scalar"
                  .formatted(data.path("resultType").asText("unknown")));
    };
  }

  private static QueryAnswer vector(JsonNode series) {
    if (series.isEmpty()) {
      return new NoSeries();
    }
    if (series.size() > 1) {
      return failed(
          "the query finds %d series; make them one, as with max(...) or sum(...)"
              .formatted(series.size()));
    }
    return value(series.path(0).path("value"));
  }

  /** A pair of time and text. */
  private static QueryAnswer value(JsonNode sample) {
    String text = sample.path(1).asText();
    try {
      return new Value(
          switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
          });
    } catch (NumberFormatException e) {
      return failed(
          "the query's result is no number; of a native histogram take histogram_quantile(...)");
    }
  }

  static Failed failed(String problem) {
    return new Failed(problem.length() <= MAX_WORDS ? problem : problem.substring(0, MAX_WORDS));
  }
}
