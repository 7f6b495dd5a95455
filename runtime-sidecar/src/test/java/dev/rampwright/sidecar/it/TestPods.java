package dev.rampwright.sidecar.it;

import dev.rampwright.contracts.CacheConfig;
import dev.rampwright.contracts.ClientAuth;
import dev.rampwright.contracts.SidecarConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One revision's pods: an engine, a second level, and sidecars in folders of their own. */
final class TestPods implements AutoCloseable {
  private final Path folder;
  private final RedisServer redis = new RedisServer();
  private final TestEngine engine = new TestEngine();

  TestPods(Path folder) {
    this.folder = folder;
  }

  RedisServer redis() {
    return redis;
  }

  TestEngine engine() {
    return engine;
  }

  /** With both levels. */
  SidecarConfig config() {
    return config(TestSidecar.cache(redis.address()));
  }

  SidecarConfig config(CacheConfig cache) {
    return TestSidecar.config("aaaaaaaa", engine.port(), cache);
  }

  /** The same, and clients say who they are. */
  static SidecarConfig byHeader(SidecarConfig config) {
    return config.withAuth(ClientAuth.by(new ClientAuth.TrustedHeader("x-tenant")));
  }

  /** One more, which whoever asked for it closes. */
  TestSidecar start(String name, SidecarConfig config) throws IOException {
    return TestSidecar.start(Files.createDirectories(folder.resolve(name)), config);
  }

  @Override
  public void close() {
    engine.close();
    redis.close();
  }
}
