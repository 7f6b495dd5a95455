package dev.rampwright.bench.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rampwright.contracts.BenchSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecReaderTest {
  private static final String GOOD =
      """
      {"formatVersion":1,"run":"default/smoke",
       "target":{"url":"http://chat.default.svc","model":"smollm2"},
       "workload":{"inputTokens":64,"outputTokens":16,"stream":true},
       "load":{"arrival":"POISSON","requestRatePerSecond":2.0,"warmupMillis":2000,
               "durationMillis":20000,"seed":42},
       "criteria":[{"name":"slow","metric":"TTFT","quantile":0.95,"limit":0.5}],
       "timeoutMillis":600000}
      """;

  private final Path file;

  SpecReaderTest(@TempDir Path folder) {
    this.file = folder.resolve("spec.json");
  }

  @Test
  void aGoodSpecIsRead() throws Exception {
    BenchSpec spec = read(GOOD);

    assertThat(spec.run()).isEqualTo("default/smoke");
    assertThat(spec.criteria()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://chat.default.svc | ftp://chat         | target.url must look like http://host",
        "http://chat.default.svc | http://chat/v1     | target.url must not end in /v1",
        "http://chat.default.svc | http://chat/v1/    | target.url must not end in /v1",
        "http://chat.default.svc | http://u:p@chat    | must not carry credentials",
        "http://chat.default.svc | chat               | target.url must look like http://host",
        "http://chat.default.svc | http://a b         | target.url is not a URL",
        "\"smollm2\"             | \" \"              | target.model must name the model",
        "\"inputTokens\":64      | \"inputTokens\":0  | workload.inputTokens must be 1 to",
        "\"outputTokens\":16     | \"outputTokens\":0 | workload.outputTokens must be 1 to",
        "2.0                     | 0                  | requestRatePerSecond must be above 0",
        "2.0                     | -1                 | requestRatePerSecond must be above 0",
        "\"POISSON\"             | null               | load.arrival (CONSTANT or POISSON) is missing",
        "2000,                   | -1,                | warmupMillis must not be negative",
        "20000                   | 0                  | durationMillis must be 1 to",
        "600000                  | 22000              | must exceed warm-up and duration together",
        "\"formatVersion\":1     | \"formatVersion\":2 | formatVersion 2 is newer",
        "0.95                    | 0.42               | must be one of 0.5, 0.9, 0.95, 0.99, found",
        "\"limit\":0.5           | \"limit\":-1       | criterion slow: limit must be",
        "\"stream\":true         | \"stream\":false   | TTFT exists only with workload.stream",
        "TTFT                    | ERROR_RATE         | ERROR_RATE has no quantiles",
        "\"metric\":\"TTFT\",    | ''                 | criterion slow: metric is missing",
        "\"default/smoke\"       | null               | run is missing",
        "POISSON                 | NORMAL             | not a BenchSpec"
      })
  void whatIsWrongIsNamed(String good, String bad, String message) {
    String spec = GOOD.replace(good, bad == null ? "" : bad);

    assertThatThrownBy(() -> read(spec))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining(message);
  }

  @Test
  void timePerTokenNeedsTwoTokens() {
    String spec = GOOD.replace("TTFT", "TPOT").replace("\"outputTokens\":16", "\"outputTokens\":1");

    assertThatThrownBy(() -> read(spec)).hasMessageContaining("outputTokens of at least 2");
  }

  @Test
  void tooManyRequestsAreRefused() {
    String spec =
        GOOD.replace("2.0", "100000").replace("20000", "2000000").replace("600000", "6000000");

    assertThatThrownBy(() -> read(spec)).hasMessageContaining("at most 10000000 requests");
  }

  @Test
  void allFaultsAreNamedTogether() {
    String spec = GOOD.replace("http://", "ftp://").replace("2.0", "0");

    assertThatThrownBy(() -> read(spec))
        .hasMessageContaining("target.url")
        .hasMessageContaining("requestRatePerSecond");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> SpecReader.read(file))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("no spec at " + file)
        .hasMessageContaining("RAMPWRIGHT_BENCH_SPEC");
  }

  @Test
  void aMissingPartIsNamed() {
    assertThatThrownBy(() -> read("{\"formatVersion\":1,\"criteria\":[]}"))
        .hasMessageContaining("target is missing")
        .hasMessageContaining("load is missing");
  }

  private BenchSpec read(String json) throws InvalidSpecException, IOException {
    Files.writeString(file, json);
    return SpecReader.read(file);
  }
}
