package dev.rampwright.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rampwright.contracts.BenchReport.CriterionResult;
import dev.rampwright.contracts.BenchReport.Phase;
import dev.rampwright.contracts.BenchReport.Requests;
import dev.rampwright.contracts.BenchReport.Result;
import dev.rampwright.contracts.BenchReport.Verdict;
import dev.rampwright.contracts.BenchSpec.Arrival;
import dev.rampwright.contracts.BenchSpec.Criterion;
import dev.rampwright.contracts.BenchSpec.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files of a release are written once, by {@code make generate}, and stay: what an older
 * release wrote must be read by this one.
 */
class GoldenFilesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final String RELEASE = "0.2.0";

  static Stream<Object> samples() {
    return Stream.concat(
        Stream.of(
            config(
                    externalRedis(),
                    CacheConfig.When.CLIENT_OPTS_IN,
                    new CacheConfig.Tenancy(true, Map.of("alice", "search", "bob", "search")))
                .withAuth(ClientAuth.by(new ClientAuth.ApiKeys(Map.of("0f".repeat(32), "alice"))))
                .withServing(
                    new SidecarConfig.Serving(
                            new SidecarConfig.Pool(8, 64), List.of("https://chat.example.com"))
                        .byTlsOnly()
                        .withAccessLog()),
            stickyWeights(),
            stats(
                    List.of(1, 2),
                    new Outcomes(90, 85, Map.of(), samples(4, 60)),
                    new Outcomes(10, 9, Map.of(ErrorClass.SERVER_ERROR, 3L), Samples.NONE))
                .with(
                    new SidecarStats.Prewarm("digest", 12, 3, 1, 0),
                    new SidecarStats.Figures(
                        new CacheCounters(7, 1, 2, 0, 0), 1, 65_536, null, 12.5, 2))
                .showing("0f".repeat(32)),
            new PrewarmOrder(
                1,
                "digest",
                List.of(
                    new PrewarmOrder.Entry(
                        "/v1/chat/completions", "alice", "reviewer", "{\"temperature\":0}"),
                    new PrewarmOrder.Entry("/tokenize", null, null, "{\"content\":\"hi\"}")))),
        unchanged());
  }

  /** What 0.1.0 wrote and this release still writes where it has nothing to add. */
  static Stream<Object> samplesOf010() {
    return Stream.concat(
        Stream.of(
            config(new RedisConfig("agents-valkey.default.svc", 6379), null, null),
            weights(),
            stats(
                List.of(1),
                new Outcomes(90, 87, Map.of()),
                new Outcomes(10, 9, Map.of(ErrorClass.SERVER_ERROR, 3L)))),
        unchanged());
  }

  private static TrafficWeights weights() {
    return new TrafficWeights(
        1, 7, new TrafficWeights.Candidate("0a1b2c3d", 1000, List.of("198.18.128.9:8080")));
  }

  private static TrafficWeights stickyWeights() {
    return weights().by(new TrafficWeights.Sticky("chat-3", "x-session-id"));
  }

  /** Five streams, six answers. */
  private static Samples samples(long hits, long misses) {
    return new Samples(
        "HISTFAAAACp4nJNpmSzMwMDAwwABTFCaEUyy//9v/wEisF2EyRwIVZnuMzMBAJW0BtQ=",
        "HISTFAAAACp4nJNpmSzMwMDAwwABTFCaEUL9/2//AcI6LsDEzcTKJMp0m4kJAJJfBmY=",
        "HISTFAAAACx4nJNpmSzMwMDAywABTFCaEUzK//9v/wEicFmKKZ4pm0mUSZ+pnAkAoaMHIQ==",
        hits,
        misses);
  }

  private static SidecarStats stats(List<Integer> speaks, Outcomes local, Outcomes candidate) {
    return new SidecarStats(
        new SidecarStats.Core(
            1,
            speaks,
            "b7e2",
            "6f1c2a9b",
            "digest",
            7,
            1000,
            false,
            3,
            1,
            local,
            candidate,
            new CacheCounters(4, 2, 10, 80, 0)));
  }

  private static RedisConfig externalRedis() {
    return new RedisConfig(
        "sentinel-0",
        26379,
        new RedisConfig.External(
            RedisConfig.Mode.SENTINEL,
            List.of("sentinel-0:26379", "sentinel-1:26379"),
            "rampwright",
            "mymaster",
            true));
  }

  private static SidecarConfig config(
      RedisConfig redis, CacheConfig.@Nullable When when, CacheConfig.@Nullable Tenancy tenancy) {
    return new SidecarConfig(
        new SidecarConfig.Core(
            1,
            "default",
            "chat",
            "6f1c2a9b",
            "smollm2",
            new SidecarConfig.Engine("127.0.0.1", 9000, "/health"),
            new SidecarConfig.Limits(600_000, 60_000, 600_000, 16_777_216),
            "key",
            new CacheConfig(
                "agents",
                0,
                67_108_864,
                new CacheConfig.Responses(true, 300_000, when, when == null ? null : 30_000L),
                redis,
                tenancy)));
  }

  private static Stream<Object> unchanged() {
    return Stream.of(
        new BenchSpec(
            1,
            "default/smoke",
            new BenchSpec.Target("http://chat.default.svc", "smollm2"),
            new BenchSpec.Workload(64, 16, true),
            new BenchSpec.Load(2, Arrival.POISSON, 2_000, 20_000, 42),
            List.of(new Criterion("ttft-p95", Metric.TTFT, 0.95, 0.5)),
            600_000),
        new BenchReport(
            1,
            Phase.COMPLETE,
            100,
            "40 requests measured",
            "2026-01-01T00:00:00Z",
            "2026-01-01T00:00:30Z",
            new Requests(40, 39, 1, Map.of("HTTP 503", 1L), 0),
            List.of(
                new Result(
                    Metric.TTFT,
                    "s",
                    39,
                    0.1,
                    0.09,
                    null,
                    null,
                    null,
                    "p90 needs 64 samples, has 39")),
            List.of(
                new CriterionResult(
                    "ttft-p95", null, 0.5, Verdict.INCONCLUSIVE, "p95 needs 130 samples, has 39")),
            Verdict.INCONCLUSIVE));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void thisReleaseWritesItsGoldenFile(Object contract) throws IOException {
    Path file = file(RELEASE, contract);
    String written = ContractJson.write(contract) + "\n";
    if (Boolean.getBoolean("rampwright.regenerate")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, written);
    }
    assertThat(file).content().isEqualTo(written);
    assertThat(ContractJson.read(written, contract.getClass())).isEqualTo(contract);
  }

  @ParameterizedTest
  @MethodSource("samplesOf010")
  void reads010AndWritesTheSameWhereItHasNothingToAdd(Object contract) throws IOException {
    String json = Files.readString(file("0.1.0", contract));
    assertThat(ContractJson.read(json, contract.getClass())).isEqualTo(contract);
    assertThat(ContractJson.write(contract) + "\n").isEqualTo(json);
  }

  /** Records ignore the fields of the other release, but for the format version that says so. */
  @Test
  void aSidecarOf010SeesThatItCannotReadStickyWeights() throws IOException {
    assertThat(Files.readString(file(RELEASE, weights()))).contains("\"formatVersion\":2");
  }

  private static Path file(String release, Object contract) {
    return GOLDEN.resolve(release).resolve(contract.getClass().getSimpleName() + ".json");
  }

  @Test
  void aFieldOfALaterReleaseIsIgnored() {
    TrafficWeights read =
        ContractJson.read(
            "{\"formatVersion\":1,\"epoch\":3,\"later\":{\"a\":[1]}}", TrafficWeights.class);
    assertThat(read).isEqualTo(TrafficWeights.local(3));
  }

  @Test
  void garbageIsNamedAsWhatItIsNot() {
    assertThatThrownBy(() -> ContractJson.read("[", TrafficWeights.class))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageStartingWith("not a TrafficWeights: ");
    assertThatThrownBy(() -> ContractJson.read("null", TrafficWeights.class))
        .isInstanceOf(InvalidContractException.class);
  }

  @Test
  void aWeightBeyondTheWholeIsRefused() {
    assertThatThrownBy(() -> new TrafficWeights.Candidate("a", 10_001, List.of()))
        .hasMessageContaining("0..10000");
  }

  @Test
  void stickyWeightsOfTheOlderFormatAreRefused() {
    assertThatThrownBy(
            () ->
                ContractJson.read(
                    "{\"formatVersion\":1,\"epoch\":3,\"sticky\":{\"rolloutId\":\"a\","
                        + "\"header\":\"x-session-id\"}}",
                    TrafficWeights.class))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("sticky needs formatVersion 2, is 1");
  }
}
