package dev.rampwright.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class TraceContextTest {
  private static final String ID = "0af7651916cd43dd8448eb211c80319c";

  @Test
  void tellsTheTrace() {
    assertThat(TraceContext.traceId("00-" + ID + "-b7ad6b7169203331-01")).contains(ID);
    assertThat(TraceContext.traceId("cc-" + ID + "-b7ad6b7169203331-01-more")).contains(ID);
  }

  @Test
  void tellsNothingElseThatStandsThere() {
    assertThat(TraceContext.traceId(null)).isEmpty();
    assertThat(TraceContext.traceId("my secret")).isEmpty();
    assertThat(TraceContext.traceId("00-" + ID.toUpperCase(Locale.ROOT) + "-b7ad6b7169203331-01"))
        .isEmpty();
  }
}
