package dev.rampwright.operator.inferenceservice.sidecar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.CacheCounters;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.Outcomes;
import dev.rampwright.contracts.SidecarPorts;
import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.PeerNames;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarClient.Push;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarReply.Answered;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarReply.Refused;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarReply.Unreachable;
import dev.rampwright.operator.pki.Certificates;
import dev.rampwright.operator.testing.TlsContexts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls over real sockets: whom the operator tells its token and its weights. */
class SidecarClientIT {
  private static final String CHAT = PeerNames.sidecar("demo", "chat");
  private static final Certificates CERTIFICATES = new Certificates();

  private final String address =
      "127.%d.%d.1"
          .formatted(
              ThreadLocalRandom.current().nextInt(2, 250),
              ThreadLocalRandom.current().nextInt(1, 250));
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final SidecarClient client = new SidecarClient(() -> CERTIFICATES.of(PeerNames.OPERATOR));
  private HttpServer server = HttpServer.create();

  SidecarClientIT() throws IOException {}

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void tellsItsServicesSidecar() throws IOException {
    serve(CERTIFICATES.of(CHAT), PeerNames.OPERATOR);

    assertThat(push(Channel.MUTUAL_TLS)).isInstanceOf(Answered.class);
    assertThat(client.stats(List.of(target(Channel.MUTUAL_TLS)))).containsKey("uid");
    assertThat(heard).containsExactly("PUT Bearer token weights", "GET Bearer token ");
  }

  static Stream<Named<Credentials>> impostors() {
    return Stream.of(
        Named.of("another service", CERTIFICATES.of(PeerNames.sidecar("demo", "mail"))),
        Named.of("the operator", CERTIFICATES.of(PeerNames.OPERATOR)),
        Named.of("the expired", CERTIFICATES.expired(CHAT)),
        Named.of("another authority's", CERTIFICATES.forged(CHAT)));
  }

  @ParameterizedTest
  @MethodSource("impostors")
  void tellsNobodyElseAnything(Credentials impostor) throws IOException {
    serve(impostor, PeerNames.OPERATOR);

    assertThat(push(Channel.MUTUAL_TLS)).isInstanceOf(Unreachable.class);
    assertThat(client.stats(List.of(target(Channel.MUTUAL_TLS)))).isEmpty();
    assertThat(heard).isEmpty();
  }

  @Test
  void neverFallsBackToClearText() throws IOException {
    serveInClearText();

    assertThat(push(Channel.MUTUAL_TLS)).isInstanceOf(Unreachable.class);
    assertThat(heard).isEmpty();
  }

  @Test
  void aSidecarThatAdmitsSomebodyElseIsUnreachable() throws IOException {
    serve(CERTIFICATES.of(CHAT), CHAT);

    assertThat(push(Channel.MUTUAL_TLS)).isInstanceOf(Unreachable.class);
  }

  @Test
  void callsReleaseOneAsItKnowsIt() throws IOException {
    serveInClearText();

    assertThat(push(Channel.CLEAR)).isInstanceOf(Answered.class);
    assertThat(heard).containsExactly("PUT Bearer token weights");
  }

  @Test
  void tellsARefusalFromSilence() throws IOException {
    serveInClearText();

    assertThat(client.push(List.of(new Push(target(Channel.CLEAR), "/admin/nothing", ""))))
        .containsExactly(new Refused(409, "no"));
    server.stop(0);
    assertThat(push(Channel.CLEAR)).isInstanceOf(Unreachable.class);
  }

  private SidecarReply push(Channel channel) {
    return client
        .push(List.of(new Push(target(channel), AdminPaths.TRAFFIC, "weights")))
        .getFirst();
  }

  private SidecarTarget target(Channel channel) {
    return new SidecarTarget("uid", "pod", address, channel, CHAT, "token");
  }

  private void serveInClearText() throws IOException {
    listen(HttpServer.create(new InetSocketAddress(address, SidecarPorts.ADMIN), 0));
  }

  private void serve(Credentials own, String admitted) throws IOException {
    HttpsServer secured = HttpsServer.create(new InetSocketAddress(address, SidecarPorts.ADMIN), 0);
    secured.setHttpsConfigurator(
        new HttpsConfigurator(TlsContexts.of(() -> own, admitted)) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters tls = getSSLContext().getDefaultSSLParameters();
            tls.setNeedClientAuth(true);
            parameters.setSSLParameters(tls);
          }
        });
    listen(secured);
  }

  private void listen(HttpServer started) {
    server = started;
    started.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          heard.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + body);
          boolean known = !exchange.getRequestURI().getPath().endsWith("nothing");
          byte[] answer = (known ? ContractJson.write(stats()) : "no").getBytes(UTF_8);
          exchange.sendResponseHeaders(known ? 200 : 409, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    started.start();
  }

  private static SidecarStats stats() {
    return new SidecarStats(
        new SidecarStats.Core(
            1,
            List.of(1),
            "instance",
            "6f1c2a9b",
            "digest",
            1,
            0,
            false,
            0,
            0,
            Outcomes.NONE,
            Outcomes.NONE,
            CacheCounters.NONE));
  }
}
