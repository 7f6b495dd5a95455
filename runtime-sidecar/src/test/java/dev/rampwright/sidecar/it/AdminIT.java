package dev.rampwright.sidecar.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.Digests;
import dev.rampwright.contracts.SidecarConfig;
import dev.rampwright.contracts.TrafficWeights;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's port. */
class AdminIT {
  private final TestEngine engine = new TestEngine();
  private final SidecarConfig config = TestSidecar.config("aaaaaaaa", engine.port(), null);
  private final TestSidecar sidecar;

  AdminIT(@TempDir Path folder) {
    sidecar = TestSidecar.startWithoutEngine(folder, config);
  }

  @AfterEach
  void stop() {
    sidecar.close();
    engine.close();
  }

  @Test
  void refusesCallsWithoutTheToken() {
    HttpResponse<String> bare =
        sidecar.sendAsOperator(sidecar.adminWithoutToken(AdminPaths.STATS).GET());
    HttpResponse<String> wrong =
        sidecar.sendAsOperator(
            sidecar
                .adminWithoutToken(AdminPaths.TRAFFIC)
                .header("Authorization", "Bearer guessed")
                .PUT(BodyPublishers.ofString(ContractJson.write(TrafficWeights.local(9)))));

    assertThat(bare.statusCode()).isEqualTo(401);
    assertThat(bare.body()).contains("Authorization: Bearer");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(sidecar.stats().core().epoch()).isZero();
  }

  @Test
  void saysWhatItIs() {
    assertThat(sidecar.stats().core().revision()).isEqualTo("aaaaaaaa");
    assertThat(sidecar.stats().core().speaks()).containsExactly(1, 2);
    assertThat(sidecar.stats().core().configDigest())
        .isEqualTo(Digests.sha256Hex(ContractJson.write(config)));
    assertThat(sidecar.stats().core().instance())
        .isEqualTo(sidecar.stats().core().instance())
        .isNotBlank();
  }

  @Test
  void acknowledgesWeightsWithStats() {
    HttpResponse<String> answer =
        sidecar.put(
            AdminPaths.TRAFFIC,
            new TrafficWeights(
                1, 7, new TrafficWeights.Candidate("bbbbbbbb", 1_000, List.of("127.0.0.1:1"))));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"epoch\":7")
        .contains("\"candidateWeightBasisPoints\":1000");
  }

  @Test
  void refusesWeightsThatMeanNothing() {
    assertThat(putText(AdminPaths.TRAFFIC, "{}").statusCode()).isEqualTo(400);
    assertThat(putText(AdminPaths.TRAFFIC, "nonsense").statusCode()).isEqualTo(400);
    assertThat(
            putText(
                    AdminPaths.TRAFFIC,
                    "{\"formatVersion\":1,\"epoch\":1,\"candidate\":{\"revision\":\"b\","
                        + "\"weightBasisPoints\":10001,\"endpoints\":[]}}")
                .body())
        .contains("10001");
    assertThat(
            putText(
                    AdminPaths.TRAFFIC,
                    "{\"formatVersion\":1,\"epoch\":1,\"candidate\":{\"revision\":\"b\","
                        + "\"weightBasisPoints\":1,\"endpoints\":[\"nowhere\"]}}")
                .body())
        .contains("nowhere is not address:port");
    assertThat(sidecar.stats().core().epoch()).isZero();
  }

  @Test
  void putsALiveLimitInForceForTheNextRequest() {
    SidecarConfig.Limits limits = new SidecarConfig.Limits(20_000, 5_000, 20_000, 3);
    SidecarConfig next = TestSidecar.config("aaaaaaaa", engine.port(), null, limits);

    assertThat(sidecar.put(AdminPaths.CONFIG, next).statusCode()).isEqualTo(200);

    assertThat(sidecar.chat("{   }").statusCode()).isEqualTo(413);
    assertThat(sidecar.stats().core().configDigest())
        .isEqualTo(Digests.sha256Hex(ContractJson.write(next)));
  }

  @Test
  void refusesAConfigurationOfAnotherPodOrVersion() {
    HttpResponse<String> other =
        sidecar.put(AdminPaths.CONFIG, TestSidecar.config("cccccccc", engine.port(), null));
    HttpResponse<String> version =
        putText(
            AdminPaths.CONFIG,
            ContractJson.write(config).replace("\"formatVersion\":1", "\"formatVersion\":2"));

    assertThat(other.statusCode()).isEqualTo(400);
    assertThat(other.body()).contains("revision is cccccccc");
    assertThat(version.statusCode()).isEqualTo(400);
    assertThat(version.body()).contains("formatVersion is 2, this sidecar reads 1");
  }

  @Test
  void saysWhatItServes() {
    assertThat(sidecar.sendAsOperator(sidecar.admin("/admin").GET()).body())
        .contains(AdminPaths.TRAFFIC);
  }

  private HttpResponse<String> putText(String path, String body) {
    return sidecar.sendAsOperator(sidecar.admin(path).PUT(BodyPublishers.ofString(body)));
  }
}
