package dev.rampwright.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rampwright.bench.fakes.ReportApi;
import dev.rampwright.bench.fakes.SelfSigned;
import dev.rampwright.contracts.BenchReport;
import dev.rampwright.contracts.BenchReport.Phase;
import dev.rampwright.contracts.BenchReport.Requests;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The writer against a server with a certificate of the cluster's own authority. */
class ApiConfigMapWriterIT {
  private static final BenchReport REPORT =
      new BenchReport(
          1,
          Phase.RUNNING,
          0,
          "waiting",
          "2026-01-01T00:00:00Z",
          null,
          Requests.NONE,
          List.of(),
          List.of(),
          null);

  private final Path folder;

  ApiConfigMapWriterIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(folder.resolve("token"), "first");
  }

  @Test
  void trustsTheMountedAuthority() throws Exception {
    SelfSigned certificate = SelfSigned.create(folder);
    certificate.exportTo(folder.resolve("ca.crt"));
    try (ReportApi api = ReportApi.start(certificate.context())) {
      ApiConfigMapWriter.open(access(api)).write(REPORT);

      assertThat(api.reports()).containsExactly(REPORT);
    }
  }

  @Test
  void refusesAnyOtherAuthority() throws Exception {
    SelfSigned.create(Files.createDirectory(folder.resolve("other")))
        .exportTo(folder.resolve("ca.crt"));
    try (ReportApi api = ReportApi.start(SelfSigned.create(folder).context())) {
      ApiConfigMapWriter writer = ApiConfigMapWriter.open(access(api));

      assertThatThrownBy(() -> writer.write(REPORT)).isInstanceOf(SSLException.class);
      assertThat(api.calls()).isEmpty();
    }
  }

  @Test
  void readsTheTokenAnewEachTime() throws Exception {
    try (ReportApi api = ReportApi.start()) {
      ApiConfigMapWriter writer = ApiConfigMapWriter.open(access(api));
      writer.write(REPORT);
      Files.writeString(folder.resolve("token"), "second");
      writer.write(REPORT);

      assertThat(api.calls())
          .extracting(ReportApi.Call::authorization)
          .containsExactly("Bearer first", "Bearer second");
    }
  }

  @Test
  void aRefusalIsToldInTheServersWords() throws Exception {
    try (ReportApi api = ReportApi.start()) {
      api.failNext(1);

      assertThatThrownBy(() -> ApiConfigMapWriter.open(access(api)).write(REPORT))
          .hasMessageStartingWith("PATCH configmap default/smoke-report: HTTP 500");
    }
  }

  private ApiAccess access(ReportApi api) {
    return new ApiAccess(URI.create(api.url()), folder, "default", "smoke-report");
  }
}
