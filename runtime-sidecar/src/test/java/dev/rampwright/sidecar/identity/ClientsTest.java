package dev.rampwright.sidecar.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.ClientAuth;
import dev.rampwright.contracts.Digests;
import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.log.Log;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientsTest {
  private static final String TOKEN = "admin";
  private static final Verdict ALICE = new Verdict.Admitted(new Tenant("alice"));
  private static final Clients KEYS =
      Clients.of(
          ClientAuth.by(
              new ClientAuth.ApiKeys(
                  Map.of(
                      Digests.apiKey(TOKEN, "key-of-alice"), "alice",
                      Digests.apiKey(TOKEN, "key-of-bob"), "bob"))),
          key -> Digests.apiKey(TOKEN, key));
  private static final Clients ANNOUNCED =
      Clients.of(ClientAuth.by(new ClientAuth.TrustedHeader("X-Tenant")), key -> key);

  private static final IssuedTokens TOKENS =
      new IssuedTokens(
          Vertx.vertx(),
          InstantSource.system(),
          () -> 0,
          new Log(System.out, Log.Format.TEXT, InstantSource.system()));

  private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

  @Test
  void withoutAuthenticationEverybodyIsNobodyInParticular() {
    headers.add("authorization", "Bearer whatever");

    assertThat(judge(Clients.of(null, key -> key)))
        .isEqualTo(new Verdict.Admitted(Tenant.ANONYMOUS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer key-of-alice", "bearer key-of-alice", "BEARER  key-of-alice "})
  void takesTheKeyAsABearerToken(String authorization) {
    headers.add("Authorization", authorization);

    assertThat(judge(KEYS)).isEqualTo(ALICE);
  }

  @Test
  void takesTheKeyAsAnthropicsClientsSendIt() {
    headers.add("X-Api-Key", "key-of-alice");
    assertThat(judge(KEYS)).isEqualTo(ALICE);

    headers.add("Authorization", "Bearer key-of-alice");
    assertThat(judge(KEYS)).as("both alike").isEqualTo(ALICE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Basic key-of-alice",
        "key-of-alice",
        "Bearer key-of-alic",
        "Bearer key-of-alicee",
        "Bearer KEY-OF-ALICE",
        "Bearer key-of-alice,key-of-bob",
        "Bearer alice"
      })
  void refusesEverythingElse(String authorization) {
    headers.add("Authorization", authorization);

    assertThat(judge(KEYS)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void refusesTwoKeysInOneRequest() {
    headers.add("Authorization", "Bearer key-of-alice").add("x-api-key", "key-of-bob");

    assertThat(judge(KEYS))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> assertThat(refused.message()).startsWith("more than one API key"));
  }

  @Test
  void saysWhatToDoAndNeverWhatWasSent() {
    assertThat(judge(KEYS).toString()).contains("send Authorization: Bearer <key>, or x-api-key");

    headers.add("x-api-key", "mistyped-key");
    assertThat(judge(KEYS).toString()).contains("not known here").doesNotContain("mistyped-key");
  }

  @Test
  void aDigestIsOfNoUseAsAKey() {
    headers.add("x-api-key", Digests.apiKey(TOKEN, "key-of-alice"));

    assertThat(judge(KEYS)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void withoutKeysNobodyIsLetIn() {
    Clients none =
        Clients.of(
            ClientAuth.by(new ClientAuth.ApiKeys(Map.of())), key -> Digests.apiKey(TOKEN, key));
    headers.add("x-api-key", "key-of-alice");

    assertThat(judge(none)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void believesTheTrustedHeader() {
    headers.add("x-tenant", " alice ").add("authorization", "Bearer of-the-gateway");

    assertThat(judge(ANNOUNCED)).isEqualTo(ALICE);
  }

  /** A client's own header beside the gateway's must not choose the tenant. */
  @Test
  void refusesATrustedHeaderThatCameTwice() {
    headers.add("x-tenant", "bob").add("x-tenant", "alice");

    assertThat(judge(ANNOUNCED).toString()).contains("it came 2 times");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "al ice", "al\tice", "ali\u00e7e"})
  void refusesWhatIsNoName(String value) {
    headers.add("x-tenant", value);

    assertThat(judge(ANNOUNCED)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void refusesNamesThatAreTooLong() {
    headers.add("x-tenant", "a".repeat(129));
    assertThat(judge(ANNOUNCED)).isInstanceOf(Verdict.Refused.class);

    headers.set("x-tenant", "a".repeat(128));
    assertThat(judge(ANNOUNCED)).isInstanceOf(Verdict.Admitted.class);
  }

  @Test
  void credentialsGoNoFurther() {
    assertThat(KEYS.withheld()).containsExactlyInAnyOrder("authorization", "x-api-key");
    assertThat(ANNOUNCED.withheld())
        .containsExactlyInAnyOrder("authorization", "x-api-key", "x-tenant");
  }

  /** Between a new admin token and the operator's next push the old digests still hold. */
  @Test
  void digestsAreComparedUnderTheTokenTheyCameWith() {
    String[] token = {TOKEN};
    Admission admission =
        new Admission(
            () -> {
              String now = token[0];
              return key -> Digests.apiKey(now, key);
            },
            TOKENS);
    admission.configure(
        ClientAuth.by(new ClientAuth.ApiKeys(Map.of(Digests.apiKey(TOKEN, "k"), "alice"))));
    headers.add("x-api-key", "k");
    token[0] = "another";
    assertThat(judge(admission.clients())).isEqualTo(ALICE);

    admission.configure(
        ClientAuth.by(new ClientAuth.ApiKeys(Map.of(Digests.apiKey(TOKEN, "k"), "alice"))));
    assertThat(judge(admission.clients())).isInstanceOf(Verdict.Refused.class);
  }

  private Verdict judge(Clients clients) {
    return clients.judge(name -> List.copyOf(headers.getAll(name)));
  }
}
