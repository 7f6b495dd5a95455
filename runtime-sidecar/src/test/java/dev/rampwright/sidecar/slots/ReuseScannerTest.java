package dev.rampwright.sidecar.slots;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReuseScannerTest {
  @Test
  void readsWhatIsCutAnywhere() {
    ReuseScanner scanner = new ReuseScanner();
    String end =
        "x".repeat(9_000) + "\"timings\":{\"cache_n\":511,\"prompt_n\":1}}\n\ndata: [DONE]\n\n";
    for (byte b : end.getBytes(UTF_8)) {
      scanner.accept(new byte[] {b});
    }

    assertThat(scanner.reused()).isEqualTo(OptionalLong.of(511));
  }

  @Test
  void readsTheUsageOfResponses() {
    assertThat(read("{\"usage\":{\"input_tokens_details\":{\"cached_tokens\": 90}}}"))
        .isEqualTo(OptionalLong.of(90));
  }

  @Test
  void doesNotBelieveTheModel() {
    assertThat(read("{\"content\":\"\\\"cache_n\\\":7\"}")).isEmpty();
    assertThat(read("{}")).isEmpty();
  }

  private static OptionalLong read(String answer) {
    ReuseScanner scanner = new ReuseScanner();
    scanner.accept(answer.getBytes(UTF_8));
    return scanner.reused();
  }
}
