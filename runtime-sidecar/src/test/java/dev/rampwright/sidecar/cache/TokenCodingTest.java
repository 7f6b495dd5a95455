package dev.rampwright.sidecar.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rampwright.sidecar.cache.policy.Layer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCodingTest {
  private static final JsonMapper JSON = new JsonMapper();

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"tokens\":[]}",
        "{\"tokens\":[0,1,127,128,16383,16384,2097151,2097152,268435456,2147483647]}",
        // vLLM says more than the IDs.
        "{\"count\":2,\"max_model_len\":512,\"tokens\":[5,6],\"token_strs\":null}",
        // Pieces beside the IDs, negative and larger ones are no IDs: kept as they are.
        "{\"tokens\":[{\"id\":5,\"piece\":\"a\"}]}",
        "{\"tokens\":[-1]}",
        "{\"tokens\":[2147483648]}",
        "{\"tokens\":[1.0]}",
        "{\"tokens\":null}",
        "{\"input_tokens\":17}",
        "{}"
      })
  void saysTheSameAgain(String json) throws JsonProcessingException {
    assertThat(JSON.readTree(roundTrip(json))).isEqualTo(JSON.readTree(json));
  }

  @Test
  void saysTheSameAgainOfRandomIds() throws JsonProcessingException {
    for (int i = 0; i < 500; i++) {
      ObjectNode answer = answer(random.nextInt(300), 1 + random.nextInt(Integer.MAX_VALUE - 1));
      assertThat(roundTrip(answer.toString())).as("seed %d", seed).isEqualTo(answer.toString());
    }
  }

  /** Half of four bytes an ID is what was asked for; of JSON it is well below. */
  @Test
  void takesTwoBytesForAnIdOfAnOrdinaryVocabulary() {
    ObjectNode answer = answer(8_192, 49_152);

    byte[] coded = encode(answer.toString());

    assertThat((double) coded.length / 8_192).isLessThan(2.7);
    assertThat(coded.length).isLessThan(answer.toString().length() / 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[1]", "tokens", "{\"tokens\":[1"})
  void keepsNothingThatIsNoObject(String json) {
    assertThat(Coding.of(Layer.TOKENS).encode(json.getBytes(UTF_8))).isEmpty();
  }

  @Test
  void readsNeitherAnotherVersionNorACutEntry() {
    byte[] coded = encode("{\"tokens\":[300,301,302]}");

    assertThat(TokenCoding.INSTANCE.decode(new byte[0])).isEmpty();
    assertThat(TokenCoding.INSTANCE.decode(new byte[] {2, 1, '{', '}'})).isEmpty();
    assertThat(TokenCoding.INSTANCE.decode(Arrays.copyOf(coded, 4))).isEmpty();
  }

  private ObjectNode answer(int count, int vocabulary) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode ids = answer.putArray("tokens");
    for (int i = 0; i < count; i++) {
      ids.add(random.nextInt(vocabulary));
    }
    return answer;
  }

  private static byte[] encode(String json) {
    return TokenCoding.INSTANCE.encode(json.getBytes(UTF_8)).orElseThrow();
  }

  private static String roundTrip(String json) {
    return new String(TokenCoding.INSTANCE.decode(encode(json)).orElseThrow(), UTF_8);
  }
}
