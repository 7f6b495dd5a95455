package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.Digests;
import dev.rampwright.contracts.ErrorClass;
import dev.rampwright.contracts.Headers;
import dev.rampwright.contracts.TrafficWeights;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.PeerNames;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may hop and who may command, over real TLS; and what a change of certificates costs. */
class MutualTlsIT {
  private static final String ASK = "{\"messages\":[]}";
  private static final TestAuthority OTHER = new TestAuthority("somebody else's");

  private final TestEngine stableEngine = new TestEngine();
  private final TestEngine candidateEngine = new TestEngine();
  private final Path stableFolder;
  private final Path candidateFolder;
  private final TestSidecar stable;
  private final TestSidecar candidate;

  MutualTlsIT(@TempDir Path folder) throws IOException {
    stableFolder = Files.createDirectory(folder.resolve("stable"));
    candidateFolder = Files.createDirectory(folder.resolve("candidate"));
    stable =
        TestSidecar.start(stableFolder, TestSidecar.config("aaaaaaaa", stableEngine.port(), null));
    candidate =
        TestSidecar.start(
            candidateFolder, TestSidecar.config("bbbbbbbb", candidateEngine.port(), null));
  }

  @AfterEach
  void stop() {
    stable.close();
    candidate.close();
    stableEngine.close();
    candidateEngine.close();
  }

  static Stream<Named<HttpClient>> strangersToSiblings() {
    return Stream.of(
        named("the operator", TestSidecar.AUTHORITY.issue(PeerNames.OPERATOR)),
        named("another service", TestSidecar.AUTHORITY.issue(PeerNames.sidecar("default", "mail"))),
        named("another namespace", TestSidecar.AUTHORITY.issue(PeerNames.sidecar("prod", "chat"))),
        named("two names", TestSidecar.AUTHORITY.issue(TestSidecar.NAME, "more.example")),
        named("a wildcard", TestSidecar.AUTHORITY.issue("*.default.sidecar.rampwright.internal")),
        named("the expired", expired()),
        named("another authority's", foreign(TestSidecar.NAME)),
        Named.of(
            "nobody",
            TlsClients.withoutCertificate(
                TestSidecar.AUTHORITY.issue(TestSidecar.NAME), TestSidecar.NAME)));
  }

  @ParameterizedTest
  @MethodSource("strangersToSiblings")
  void onlySidecarsOfTheServiceCanHop(HttpClient stranger) {
    assertThatThrownBy(
            () -> TestSidecar.send(stranger, candidate.hopRequest(ASK, Headers.HOP_EPOCH, "9")))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(IOException.class);
    assertThat(candidateEngine.seen()).isEmpty();
  }

  static Stream<Named<HttpClient>> strangersToOperators() {
    return Stream.of(
        named("a sidecar", TestSidecar.AUTHORITY.issue(TestSidecar.NAME)),
        named("another authority's", foreign(PeerNames.OPERATOR)),
        Named.of(
            "nobody",
            TlsClients.withoutCertificate(
                TestSidecar.AUTHORITY.issue(TestSidecar.NAME), TestSidecar.NAME)));
  }

  /** With the right token: neither of the two stands for the other. */
  @ParameterizedTest
  @MethodSource("strangersToOperators")
  void onlyTheOperatorCanCommand(HttpClient stranger) {
    assertThatThrownBy(() -> TestSidecar.send(stranger, candidate.admin(AdminPaths.STATS).GET()))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(IOException.class);
  }

  @Test
  void aHopIsEncryptedAndCarriesNoToken() {
    stable.weights(toCandidate(1, candidate.endpoint()));

    assertThat(revisionOf(stable.chat(ASK))).isEqualTo("bbbbbbbb");

    assertThat(stable.stats().core().candidate().errors()).isEmpty();
  }

  @Test
  void aCandidateThatCannotProveItselfGetsNoRequest(@TempDir Path folder) {
    TestEngine engine = new TestEngine();
    Credentials forged =
        TestAuthority.believing(OTHER.issue(TestSidecar.NAME), TestSidecar.AUTHORITY);
    try (TestSidecar impostor =
        TestSidecar.startWithoutEngine(
            folder, TestSidecar.config("bbbbbbbb", engine.port(), null), forged)) {
      stable.weights(toCandidate(1, impostor.endpoint()));

      assertThat(revisionOf(stable.chat(ASK))).isEqualTo("aaaaaaaa");

      assertThat(stable.stats().core().candidate().errors())
          .containsEntry(ErrorClass.CONNECTION, 1L);
      assertThat(engine.seen()).isEmpty();
    } finally {
      engine.close();
    }
  }

  @Test
  void onTheClientsPortAHopIsAClientEvenWithTheRightToken() {
    candidate.weights(toCandidate(3, stable.endpoint()));

    HttpResponse<String> answer =
        candidate.chat(
            ASK, Headers.HOP_EPOCH, "9", Headers.HOP_TOKEN, Digests.hopToken(TestSidecar.TOKEN));

    assertThat(revisionOf(answer)).isEqualTo("aaaaaaaa");
    assertThat(stableEngine.seen().getFirst().headers().names())
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("x-rampwright"));
  }

  @Test
  void hopsOfReleaseOneAreTakenOnlyWhileTheConfigurationSaysSo() {
    candidate.weights(toCandidate(3, stable.endpoint()));
    candidate.put(
        AdminPaths.CONFIG,
        TestSidecar.config("bbbbbbbb", candidateEngine.port(), null).withLegacyHops());
    String token = Digests.hopToken(TestSidecar.TOKEN);

    assertThat(revisionOf(candidate.chat(ASK, Headers.HOP_EPOCH, "3", Headers.HOP_TOKEN, token)))
        .isEqualTo("bbbbbbbb");
    assertThat(
            revisionOf(candidate.chat(ASK, Headers.HOP_EPOCH, "3", Headers.HOP_TOKEN, "guessed")))
        .isEqualTo("aaaaaaaa");

    candidate.put(AdminPaths.CONFIG, TestSidecar.config("bbbbbbbb", candidateEngine.port(), null));
    assertThat(revisionOf(candidate.chat(ASK, Headers.HOP_EPOCH, "3", Headers.HOP_TOKEN, token)))
        .isEqualTo("aaaaaaaa");
  }

  /** As to a candidate of release 0.1.0, which the flag makes this one behave like. */
  @Test
  void aCandidateOfReleaseOneIsCalledInClearTextWithTheToken() {
    candidate.weights(TrafficWeights.local(5));
    candidate.put(
        AdminPaths.CONFIG,
        TestSidecar.config("bbbbbbbb", candidateEngine.port(), null).withLegacyHops());
    stable.weights(toCandidate(5, candidate.plainEndpoint()));
    assertThat(revisionOf(stable.chat(ASK))).isEqualTo("bbbbbbbb");

    candidate.weights(TrafficWeights.local(6));
    assertThat(revisionOf(stable.chat(ASK))).isEqualTo("aaaaaaaa");
    assertThat(stable.stats().core().candidate().errors())
        .containsEntry(ErrorClass.STALE_EPOCH, 1L);
  }

  @Test
  void aHopWithoutAReadableEpochIsRefused() {
    assertThat(candidate.hop(ASK).statusCode()).isEqualTo(421);
    assertThat(candidate.hop(ASK, Headers.HOP_EPOCH, "soon").statusCode()).isEqualTo(421);
  }

  /** The authority changes under load as the operator does it: announced, used, forgotten. */
  @Test
  void aChangeOfTheAuthorityFailsNoRequest() throws InterruptedException {
    TestAuthority next = new TestAuthority("the next");
    stable.weights(toCandidate(1, candidate.endpoint()));
    AtomicBoolean over = new AtomicBoolean();
    Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    Thread load = Thread.ofVirtual().start(() -> ask(over, statuses));

    rotate(TestSidecar.AUTHORITY, next, TestSidecar.AUTHORITY, next);
    rotate(next, next, TestSidecar.AUTHORITY, next);
    rotate(next, next, next);
    over.set(true);
    load.join();

    assertThat(statuses).containsExactly(200);
    HttpClient operator = TlsClients.of(next.issue(PeerNames.OPERATOR), TestSidecar.NAME);
    HttpResponse<String> stats = TestSidecar.send(operator, stable.admin(AdminPaths.STATS).GET());
    assertThat(stats.body()).doesNotContain("CONNECTION");
    assertThat(candidateEngine.seen()).hasSizeGreaterThan(10);
    assertThat(stableEngine.seen()).isEmpty();
  }

  @Test
  void halfAChangeIsIgnored() throws IOException {
    Credentials other = TestSidecar.AUTHORITY.issue(TestSidecar.NAME);
    String key = Files.readString(candidateFolder.resolve("tls.key"));
    TestAuthority.write(candidateFolder, other);
    Files.writeString(candidateFolder.resolve("tls.key"), key);
    stable.weights(toCandidate(1, candidate.endpoint()));

    await()
        .during(Duration.ofSeconds(3))
        .until(() -> revisionOf(stable.chat(ASK)).equals("bbbbbbbb"));
  }

  /**
   * Gives both pods certificates of {@code issuer}, and waits until both prove themselves with them
   * and believe {@code newest}.
   */
  private void rotate(TestAuthority issuer, TestAuthority newest, TestAuthority... believed) {
    List.of(stableFolder, candidateFolder)
        .forEach(
            folder ->
                TestAuthority.write(
                    folder, TestAuthority.believing(issuer.issue(TestSidecar.NAME), believed)));
    HttpClient asking =
        TlsClients.of(
            TestAuthority.believing(newest.issue(TestSidecar.NAME), issuer), TestSidecar.NAME);
    await().ignoreExceptions().until(() -> refusesForItsEpoch(asking, stable));
    await().ignoreExceptions().until(() -> refusesForItsEpoch(asking, candidate));
  }

  /** So far only a sidecar of the service gets. */
  private static boolean refusesForItsEpoch(HttpClient asking, TestSidecar sidecar) {
    return TestSidecar.send(asking, sidecar.hopRequest(ASK)).statusCode() == 421;
  }

  private void ask(AtomicBoolean over, Set<Integer> statuses) {
    while (!over.get()) {
      statuses.add(stable.chat(ASK).statusCode());
    }
  }

  private static Named<HttpClient> named(String who, Credentials credentials) {
    return Named.of(who, TlsClients.of(credentials, TestSidecar.NAME));
  }

  private static Credentials expired() {
    Instant now = Instant.now();
    return TestSidecar.AUTHORITY.issue(
        now.minus(Duration.ofMinutes(30)), now.minus(Duration.ofMinutes(1)), TestSidecar.NAME);
  }

  private static Credentials foreign(String name) {
    return TestAuthority.believing(OTHER.issue(name), TestSidecar.AUTHORITY);
  }

  private static TrafficWeights toCandidate(long epoch, String endpoint) {
    return new TrafficWeights(
        TrafficWeights.FORMAT_VERSION,
        epoch,
        new TrafficWeights.Candidate("bbbbbbbb", 10_000, List.of(endpoint)));
  }

  private static String revisionOf(HttpResponse<?> answer) {
    return answer.headers().firstValue(Headers.REVISION).orElseThrow();
  }
}
