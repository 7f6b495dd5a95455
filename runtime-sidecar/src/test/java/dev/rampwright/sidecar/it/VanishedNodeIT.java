package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.ErrorClass;
import dev.rampwright.contracts.Headers;
import dev.rampwright.contracts.SidecarPorts;
import dev.rampwright.contracts.TrafficWeights;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A candidate whose node has lost power: nothing answers, not even the kernel. The stable sidecar
 * has a connection to it that it kept, and that looks like new. The kernel's packet filter, for the
 * candidate's own loopback address, stands for the lost node.
 */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class VanishedNodeIT {
  private static final String ASK = "{\"messages\":[]}";

  private final TestEngine engine = new TestEngine();
  private final TestSidecar stable;
  private final TestSidecar candidate;
  private boolean vanished;

  VanishedNodeIT(@TempDir Path folder) throws IOException {
    stable =
        TestSidecar.start(
            Files.createDirectory(folder.resolve("stable")),
            TestSidecar.config("aaaaaaaa", engine.port(), null));
    candidate =
        TestSidecar.start(
            Files.createDirectory(folder.resolve("candidate")),
            TestSidecar.config("bbbbbbbb", engine.port(), null));
  }

  @AfterEach
  void stop() throws Exception {
    if (vanished) {
      drop("-D");
    }
    stable.close();
    candidate.close();
    engine.close();
  }

  /** Long before the request's own deadline, which is 20 s here. */
  @Test
  void aRequestOnAKeptConnectionIsMadeGoodByStable() throws Exception {
    stable.weights(
        new TrafficWeights(
            TrafficWeights.FORMAT_VERSION,
            1,
            new TrafficWeights.Candidate("bbbbbbbb", 10_000, List.of(candidate.endpoint()))));
    assertThat(stable.chat(ASK).headers().firstValue(Headers.REVISION)).hasValue("bbbbbbbb");
    drop("-I");
    vanished = true;

    HttpResponse<String> answer = stable.chat(ASK);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue(Headers.REVISION)).hasValue("aaaaaaaa");
    assertThat(stable.candidate().errors()).containsEntry(ErrorClass.CONNECTION, 1L);
  }

  private void drop(String action) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "iptables",
            "-w",
            action,
            "INPUT",
            "-p",
            "tcp",
            "-d",
            candidate.address(),
            "--dport",
            Integer.toString(SidecarPorts.HOP),
            "-j",
            "DROP");
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
        .as(String.join(" ", command))
        .isZero();
  }
}
