package dev.rampwright.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {
  @Test
  void whiteSpaceAroundAKeyIsNoneOfIt() {
    assertThat(ApiKeys.read(" sk-0!~\r\n")).contains("sk-0!~");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "a b", "a\nb", "a\tb", "schlüssel", "a\u007fb", "a\u0000b"})
  void whatNoHeaderCarriesIsNoKey(String text) {
    assertThat(ApiKeys.read(text)).isEmpty();
  }
}
