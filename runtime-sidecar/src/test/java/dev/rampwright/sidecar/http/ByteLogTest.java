package dev.rampwright.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class ByteLogTest {
  private final ByteLog log = new ByteLog();

  @Test
  void knowsEachChunkByItsNumberWhateverWasDropped() {
    add("a", "bb", "ccc");
    assertThat(log.end()).isEqualTo(3);
    assertThat(log.bytes()).isEqualTo(6);

    log.dropBefore(2);
    add("dddd");

    assertThat(log.get(2).toString()).isEqualTo("ccc");
    assertThat(log.get(3).toString()).isEqualTo("dddd");
    assertThat(log.end()).isEqualTo(4);
    assertThat(log.bytes()).isEqualTo(7);
  }

  @Test
  void dropsNothingTwice() {
    add("a", "bb");
    log.dropBefore(1);
    log.dropBefore(1);
    log.dropBefore(0);

    assertThat(log.bytes()).isEqualTo(2);
    assertThat(log.end()).isEqualTo(2);
  }

  private void add(String... chunks) {
    for (String chunk : chunks) {
      log.add(Buffer.buffer(chunk));
    }
  }
}
