package dev.rampwright.sidecar.it;

import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.RedisConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A second level of a test's own making, and the sidecars that use it; all end with it. */
final class SecondLevel implements AutoCloseable {
  private final Path folder;
  private final TestEngine engine = new TestEngine();
  private final AtomicInteger asked = new AtomicInteger();
  private final List<AutoCloseable> open = new ArrayList<>();

  SecondLevel(Path folder) {
    this.folder = folder;
  }

  /** Ends with it, after what is opened later. */
  <T extends AutoCloseable> T opened(T program) {
    open.add(program);
    return program;
  }

  /** One more sidecar. */
  TestSidecar start(RedisConfig redis) {
    return opened(
        TestSidecar.start(
            folder, TestSidecar.config("aaaaaaaa", engine.port(), TestSidecar.cache(redis))));
  }

  /**
   * What one process keeps, another one finds; the server may still be starting.
   *
   * @return what was asked first
   */
  String awaitReplay(TestSidecar one, TestSidecar other) {
    await().until(() -> one.usesSecondLevel() && other.usesSecondLevel());
    List<String> kept = new ArrayList<>();
    await()
        .until(
            () -> {
              kept.add(askNew());
              one.chat(kept.getLast());
              return kept.size() > 1
                  && status(other, kept.get(kept.size() - 2)).endsWith("detail=redis");
            });
    return kept.getFirst();
  }

  /** What nobody has asked, nor will by number. */
  String askNew() {
    return ask(-asked.incrementAndGet());
  }

  static String ask(int number) {
    return "{\"temperature\":0,\"messages\":[{\"content\":\"" + number + "\"}]}";
  }

  static String status(TestSidecar sidecar, String json) {
    return sidecar.chat(json).headers().firstValue("Cache-Status").orElse("");
  }

  @Override
  public void close() {
    try {
      for (AutoCloseable one : open.reversed()) {
        one.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    engine.close();
  }
}
