package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rampwright.contracts.RedisConfig;
import dev.rampwright.contracts.RedisConfig.External;
import dev.rampwright.contracts.RedisConfig.Mode;
import dev.rampwright.contracts.SidecarFiles;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** A Redis that the operator does not run: with TLS and an ACL, behind sentinels, as a cluster. */
class ExternalRedisIT {
  /** What docs/cache.md asks for; no less works, and no more is needed. */
  private static final String RIGHTS =
      "~rampwright:* resetchannels -@all +get +set +eval +zadd +zscore +zrange +del +ping"
          + " +client|setname";

  private final Path folder;
  private final SecondLevel level;

  ExternalRedisIT(@TempDir Path folder) {
    this.folder = folder;
    this.level = new SecondLevel(folder);
  }

  @AfterEach
  void stop() {
    level.close();
  }

  @Test
  void speaksTlsAsAUserWithFewRights() throws IOException {
    int port = RedisProgram.anyPort();
    startEncrypted(port, TestSidecar.AUTHORITY);
    Files.writeString(folder.resolve(SidecarFiles.EXTERNAL_PASSWORD), "external-secret\n");
    External external =
        new External(Mode.STANDALONE, List.of("localhost:" + port), "rampwright", null, true);

    TestSidecar sidecar = start(external);
    level.awaitReplay(sidecar, start(external));

    assertThat(invalidate(sidecar)).as("by a script").contains("\"shared\":true");
    assertThat(sidecar.log()).doesNotContain("NOPERM", "external-secret");
  }

  @Test
  void believesOnlyItsAuthority() throws IOException {
    int port = RedisProgram.anyPort();
    startEncrypted(port, new TestAuthority("Somebody else"));
    Files.writeString(folder.resolve(SidecarFiles.EXTERNAL_PASSWORD), "external-secret");
    Files.writeString(
        folder.resolve(SidecarFiles.REDIS_AUTHORITIES),
        Pem.write(List.of(TestSidecar.AUTHORITY.certificate())));
    TestSidecar sidecar =
        start(
            new External(Mode.STANDALONE, List.of("localhost:" + port), "rampwright", null, true));

    assertThat(sidecar.chat(SecondLevel.ask(0)).statusCode()).isEqualTo(200);
    assertThat(invalidate(sidecar)).contains("\"shared\":false");
  }

  @Test
  void followsItsSentinelsToAnotherServer() {
    RedisProgram server = redis("");
    RedisProgram replica = redis("replicaof 127.0.0.1 " + server.port() + "\n");
    int sentinel = RedisProgram.anyPort();
    level.opened(
        new RedisProgram(
                folder,
                sentinel,
                """
                port %d
                sentinel monitor mymaster 127.0.0.1 %d 1
                sentinel down-after-milliseconds mymaster 500
                sentinel failover-timeout mymaster 2000
                """
                    .formatted(sentinel, server.port()),
                "--sentinel")
            .awaitAnswer());
    await().until(() -> info(server).contains("connected_slaves:1"));
    External external =
        new External(Mode.SENTINEL, List.of("127.0.0.1:" + sentinel), null, "mymaster", false);
    TestSidecar before = start(external);
    level.awaitReplay(before, start(external));
    IntStream.range(100, 110).forEach(i -> before.chat(SecondLevel.ask(i)));
    await().until(() -> entries(server) > 10 && entries(replica) == entries(server));

    server.close();
    await().atMost(Duration.ofSeconds(30)).until(() -> info(replica).contains("role:master"));

    TestSidecar after = start(external);
    await().atMost(Duration.ofSeconds(20)).until(() -> after.usesSecondLevel());
    assertThat(
            IntStream.range(100, 110).mapToObj(i -> SecondLevel.status(after, SecondLevel.ask(i))))
        .as("what outlived its server, and was read in time")
        .anyMatch(status -> status.endsWith("detail=redis"));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> invalidate(before).contains("\"shared\":true"));
  }

  @Test
  void findsItsEntriesInACluster() throws IOException, InterruptedException {
    List<RedisProgram> nodes =
        IntStream.range(0, 3)
            .mapToObj(i -> redis("cluster-enabled yes\ncluster-config-file nodes.conf\n"))
            .toList();
    Process create =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of("redis-cli", "--cluster", "create"),
                        Stream.concat(
                            nodes.stream().map(RedisProgram::address), Stream.of("--cluster-yes")))
                    .toList())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("cluster.log").toFile())
            .start();
    assertThat(create.waitFor()).isZero();
    External external =
        new External(Mode.CLUSTER, List.of(nodes.getFirst().address()), null, null, false);
    TestSidecar first = start(external);
    await().until(() -> first.usesSecondLevel());
    for (int i = 0; i < 30; i++) {
      first.chat(SecondLevel.ask(i));
    }
    await().until(() -> nodes.stream().mapToLong(ExternalRedisIT::entries).sum() >= 30);
    assertThat(nodes).as("on all nodes").allSatisfy(node -> assertThat(entries(node)).isPositive());
    assertThat(invalidate(first)).contains("\"shared\":true");

    TestSidecar second = start(external);
    await().until(() -> second.usesSecondLevel());
    int hits = 0;
    for (int i = 1; i < 30; i++) {
      hits += SecondLevel.status(second, SecondLevel.ask(i)).endsWith("detail=redis") ? 1 : 0;
    }
    assertThat(hits).isGreaterThanOrEqualTo(27);
  }

  private void startEncrypted(int port, TestAuthority authority) throws IOException {
    Credentials server = authority.issue("localhost");
    Path files = Files.createDirectories(folder.resolve("server"));
    TestAuthority.write(files, server);
    Files.writeString(
        folder.resolve(SidecarFiles.REDIS_AUTHORITIES),
        Pem.write(List.of(authority.certificate())));
    level.opened(
        new RedisProgram(
            folder,
            port,
            """
            port 0
            tls-port %d
            tls-cert-file %s
            tls-key-file %s
            tls-ca-cert-file %s
            tls-auth-clients no
            user default off
            user rampwright on >external-secret %s
            """
                .formatted(
                    port,
                    files.resolve(SidecarFiles.TLS_CERTIFICATE),
                    files.resolve(SidecarFiles.TLS_KEY),
                    files.resolve(SidecarFiles.TLS_AUTHORITIES),
                    RIGHTS)));
  }

  private RedisProgram redis(String configuration) {
    int port = RedisProgram.anyPort();
    return level
        .opened(new RedisProgram(folder, port, "port " + port + "\n" + configuration))
        .awaitAnswer();
  }

  private TestSidecar start(External external) {
    String first = external.addresses().getFirst();
    int colon = first.lastIndexOf(':');
    return level.start(
        new RedisConfig(
            first.substring(0, colon), Integer.parseInt(first.substring(colon + 1)), external));
  }

  private static String invalidate(TestSidecar sidecar) {
    return sidecar.invalidate("{\"tenant\":\"nobody\"}").body();
  }

  private static String info(RedisProgram program) {
    try (RedisClient client = RedisClient.create("127.0.0.1", program.port())) {
      return client.info("replication");
    }
  }

  private static long entries(RedisProgram program) {
    try (RedisClient client = RedisClient.create("127.0.0.1", program.port())) {
      return client.dbSize();
    }
  }
}
