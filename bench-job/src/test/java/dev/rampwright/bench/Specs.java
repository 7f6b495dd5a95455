package dev.rampwright.bench;

import dev.rampwright.contracts.BenchSpec;
import dev.rampwright.contracts.BenchSpec.Arrival;
import dev.rampwright.contracts.BenchSpec.Criterion;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Specs for tests: 40 requests in one second unless told otherwise. */
final class Specs {
  private final String url;
  private double rate = 40;
  private long durationMillis = 1_000;
  private long warmupMillis;
  private int tokens = 4;
  private boolean stream = true;
  private List<Criterion> criteria = List.of();
  private @Nullable String keyFile;
  private @Nullable String certificateFile;

  Specs(String url) {
    this.url = url;
  }

  Specs rate(double perSecond) {
    rate = perSecond;
    return this;
  }

  Specs durationMillis(long millis) {
    durationMillis = millis;
    return this;
  }

  Specs warmupMillis(long millis) {
    warmupMillis = millis;
    return this;
  }

  Specs tokens(int outputTokens) {
    tokens = outputTokens;
    return this;
  }

  Specs unstreamed() {
    stream = false;
    return this;
  }

  Specs criteria(Criterion... bounds) {
    criteria = List.of(bounds);
    return this;
  }

  Specs key(Path file) {
    keyFile = file.toString();
    return this;
  }

  Specs certificate(Path file) {
    certificateFile = file.toString();
    return this;
  }

  BenchSpec build() {
    return new BenchSpec(
        1,
        "default/smoke",
        new BenchSpec.Target(url, "m", keyFile, certificateFile),
        new BenchSpec.Workload(16, tokens, stream),
        new BenchSpec.Load(rate, Arrival.CONSTANT, warmupMillis, durationMillis, 7),
        criteria,
        60_000);
  }
}
