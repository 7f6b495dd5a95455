package dev.rampwright.sidecar.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rampwright.contracts.Digests;
import dev.rampwright.contracts.InvalidContractException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigParserTest {
  private static final String GOOD =
      """
      {"formatVersion":1,"namespace":"default","service":"chat","revision":"aaaaaaaa","model":"m",
       "engine":{"host":"127.0.0.1","port":9000,"healthPath":"/health"},
       "limits":{"requestTimeoutMillis":1,"streamIdleTimeoutMillis":1,"drainTimeoutMillis":1,
                 "maxBodyBytes":1},
       "drainKey":"k",
       "cache":{"name":"c","epoch":0,"memoryMaxBytes":0,
                "responses":{"enabled":true,"ttlMillis":5},
                "redis":{"host":"valkey","port":6379}}}
      """;

  @Test
  void readsAGoodOne() {
    ActiveConfig config = ConfigParser.parse(GOOD);

    assertThat(config.value().engine().port()).isEqualTo(9000);
    assertThat(config.digest()).isEqualTo(Digests.sha256Hex(GOOD));
  }

  @Test
  void readsWhatALaterOperatorAdds() {
    String later = GOOD.replace("{\"formatVersion\"", "{\"unheardOf\":{},\"formatVersion\"");
    assertThat(ConfigParser.parse(later).digest()).isEqualTo(Digests.sha256Hex(later));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"formatVersion\":1|\"formatVersion\":9|formatVersion is 9, this sidecar reads 1",
        "\"revision\":\"aaaaaaaa\"|\"revision\":\" \"|revision is missing",
        "\"drainKey\":\"k\"|\"x\":1|drainKey is missing",
        "9000|70000|engine.port must be 1 to 65535, is 70000",
        "/health|health|engine.healthPath must begin with /",
        "\"maxBodyBytes\":1|\"maxBodyBytes\":0|limits.maxBodyBytes must be above 0, is 0",
        "\"ttlMillis\":5|\"ttlMillis\":-5|cache.responses.ttlMillis must be above 0, is -5",
        "\"memoryMaxBytes\":0|\"memoryMaxBytes\":-1|cache.memoryMaxBytes must not be negative",
        "6379|0|cache.redis.port must be 1 to 65535, is 0",
        "6379}|6379,\"external\":{\"mode\":\"STANDALONE\",\"addresses\":[],\"tls\":false}}"
            + "|cache.redis.external.addresses must be host:port, at least one",
        "6379}|6379,\"external\":{\"mode\":\"SENTINEL\",\"addresses\":[\"a:1\"],\"tls\":false}}"
            + "|cache.redis.external.masterName is missing",
        "\"drainKey\"|\"auth\":{},\"drainKey\"|auth needs exactly one of apiKeys and trustedHeader",
        "\"drainKey\"|\"auth\":{\"trustedHeader\":{\"name\":\"\"}},\"drainKey\""
            + "|auth trustedHeader.name is missing",
        "\"drainKey\"|\"serving\":{\"pool\":{\"slots\":0,\"queueDepth\":-1}},\"drainKey\""
            + "|serving.pool.slots must be above 0, is 0; serving.pool.queueDepth must not be"
            + " negative"
      })
  void namesTheFieldThatIsWrong(String part, String instead, String message) {
    assertThat(GOOD).contains(part);
    assertThatThrownBy(() -> ConfigParser.parse(GOOD.replace(part, instead)))
        .isInstanceOf(InvalidContractException.class)
        .hasMessage(message);
  }

  @Test
  void namesEverythingThatIsMissingAtOnce() {
    assertThatThrownBy(() -> ConfigParser.parse("{\"formatVersion\":1}"))
        .hasMessage(
            "namespace is missing; service is missing; revision is missing; model is missing;"
                + " drainKey is missing; engine is missing; limits is missing");
  }

  @Test
  void refusesWhatIsNoJson() {
    assertThatThrownBy(() -> ConfigParser.parse("nonsense"))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageStartingWith("not a SidecarConfig");
  }
}
