package dev.rampwright.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeaderRulesTest {
  private final MultiMap from = MultiMap.caseInsensitiveMultiMap();
  private final MultiMap to = MultiMap.caseInsensitiveMultiMap();

  @Test
  void dropsWhatIsMeantForOneConnectionAndWhatItNames() {
    from.add("Connection", "close, X-Private").add("X-Private", "1").add("Keep-Alive", "5");
    from.add("TE", "trailers").add("Upgrade", "h2c").add("Proxy-Authorization", "x");
    from.add("Authorization", "Bearer k").add("Accept", "a").add("Accept", "b");

    HeaderRules.copyRequest(from, to, Set.of());

    assertThat(to.names()).containsExactlyInAnyOrder("Authorization", "Accept");
    assertThat(to.getAll("accept")).containsExactly("a", "b");
  }

  @Test
  void neverCarriesOurHeadersOn() {
    from.add("X-Rampwright-Hop-Token", "t").add("x-rampwright-drain-key", "k");

    HeaderRules.copyRequest(from, to, Set.of());
    HeaderRules.copyEngineAnswer(from, to);

    assertThat(to.isEmpty()).isTrue();
  }

  @Test
  void keepsWhatIsWithheld() {
    from.add("Authorization", "Bearer k").add("X-Api-Key", "k").add("Accept", "a");

    HeaderRules.copyRequest(from, to, Set.of("authorization", "x-api-key"));

    assertThat(to.names()).containsExactly("Accept");
  }

  @Test
  void asksForUncompressedAnswers() {
    from.add("Accept-Encoding", "gzip").add("Content-Length", "4").add("Host", "h");

    HeaderRules.copyRequest(from, to, Set.of());

    assertThat(to.isEmpty()).isTrue();
  }

  @Test
  void letsOnlySidecarsSpeakOfTheCache() {
    from.add("Cache-Status", "rampwright; hit").add("Proxy-Status", "rampwright; error=x");

    HeaderRules.copyEngineAnswer(from, to);
    assertThat(to.isEmpty()).isTrue();

    HeaderRules.copyCandidateAnswer(from, to);
    assertThat(to.names()).containsExactlyInAnyOrder("Cache-Status", "Proxy-Status");
  }

  @Test
  void passesTheCandidatesRevision() {
    from.add("x-rampwright-revision", "bbbbbbbb").add("x-request-id", "1");

    HeaderRules.copyCandidateAnswer(from, to);

    assertThat(to.names()).containsExactly("x-rampwright-revision");
  }
}
