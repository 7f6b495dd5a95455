package dev.rampwright.operator.inferenceservice.queries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.operator.inferenceservice.queries.QueryAnswer.Failed;
import dev.rampwright.operator.inferenceservice.queries.QueryAnswer.NoSeries;
import dev.rampwright.operator.inferenceservice.queries.QueryAnswer.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers as a Prometheus 3 gives them; PrometheusIT asks a real one. */
class ApiAnswerTest {
  @ParameterizedTest
  @CsvSource({"0.93,0.93", "1.5e+09,1.5e9", "-2,-2", "NaN,NaN", "+Inf,Infinity", "-Inf,-Infinity"})
  void oneSeriesIsANumber(String sample, double value) {
    assertThat(
            success("vector", "[%s]".formatted(series("value", "[1.7,\"%s\"]".formatted(sample)))))
        .isEqualTo(new Value(value));
    assertThat(success("scalar", "[1764000000.1,\"%s\"]".formatted(sample)))
        .isEqualTo(new Value(value));
  }

  @Test
  void noSeriesIsToldApart() {
    assertThat(success("vector", "[]")).isEqualTo(new NoSeries());
  }

  @Test
  void whatNoGateCanUseSaysWhatToDo() {
    String one = series("value", "[1.7,\"1\"]");

    assertThat(success("vector", "[%s,%s,%s]".formatted(one, one, one)))
        .isEqualTo(
            new Failed("the query finds 3 series; make them one, as with max(...) or sum(...)"));
    assertThat(success("matrix", "[]"))
        .isEqualTo(
            new Failed(
                "the query's result is of type matrix; a gate needs an instant vector or a"
                    + " scalar"));
    assertThat(success("vector", "[%s]".formatted(series("histogram", "[1.7,{\"count\":\"3\"}]"))))
        .isEqualTo(
            new Failed(
                "the query's result is no number; of a native histogram take"
                    + " histogram_quantile(...)"));
  }

  @Test
  void theServersOwnWordsAreTold() {
    String refused =
        """
        {"status":"error","errorType":"bad_data",\
        "error":"invalid parameter \\"query\\": 1:5: parse error: unclosed left parenthesis"}
        """;

    assertThat(ApiAnswer.read(400, refused))
        .isEqualTo(
            new Failed(
                "bad_data: invalid parameter \"query\": 1:5: parse error: unclosed left"
                    + " parenthesis"));
    assertThat(ApiAnswer.read(401, "Unauthorized\n"))
        .isEqualTo(new Failed("HTTP status 401: Unauthorized"));
    assertThat(ApiAnswer.read(502, "<html>" + "x".repeat(10_000)))
        .isInstanceOfSatisfying(
            Failed.class,
            it -> assertThat(it.problem()).startsWith("HTTP status 502").hasSize(300));
    assertThat(ApiAnswer.read(200, "")).isEqualTo(new Failed("HTTP status 200:"));
  }

  private static String series(String key, String sample) {
    return "{\"metric\":{\"__name__\":\"kv\"},\"%s\":%s}".formatted(key, sample);
  }

  private static QueryAnswer success(String type, String result) {
    return ApiAnswer.read(
        200,
        "{\"status\":\"success\",\"data\":{\"resultType\":\"%s\",\"result\":%s}}"
            .formatted(type, result));
  }
}
