package dev.rampwright.operator.inferenceservice.sidecar;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.InvalidContractException;
import dev.rampwright.contracts.SidecarStats;
import dev.rampwright.contracts.tls.Credentials;
import dev.rampwright.contracts.tls.PeerIdentity;
import dev.rampwright.contracts.tls.PeerKeys;
import dev.rampwright.contracts.tls.PeerTrust;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarReply.Answered;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarReply.Refused;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarReply.Unreachable;
import dev.rampwright.operator.kube.BlockedException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Calls the admin port of many sidecars at once, each on a virtual thread; a pass takes no longer
 * than the slowest call, and that at most a few times {@link #TIMEOUT}.
 *
 * <p>Connections belong to the one identity that they were opened for. That is why this is no
 * {@link java.net.http.HttpClient}: it has one trust for all, and a thread for each instance.
 */
public final class SidecarClient {
  /** Longest wait for a sidecar's answer. */
  public static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** Longest wait for its connection, which the kernel of a live node gives at once. */
  static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);

  private static final int MAX_MESSAGE = 300;
  private static final int MAX_ANSWER_BYTES = 1 << 20;

  private final Supplier<Credentials> own;
  private final SilentSidecars silent = new SilentSidecars(System::nanoTime);
  private final Map<String, SSLSocketFactory> channels = new ConcurrentHashMap<>();

  /**
   * A client that proves itself with these credentials, as they are at each call.
   *
   * @param own those of the operator
   */
  public SidecarClient(Supplier<Credentials> own) {
    this.own = own;
  }

  /**
   * One PUT.
   *
   * @param target whom to call
   * @param path one of {@link AdminPaths}
   * @param body JSON
   */
  public record Push(SidecarTarget target, String path, String body) {}

  /**
   * What the sidecars say of themselves, by pod UID; those that do not answer are left out, and
   * left alone for a while.
   */
  public Map<String, SidecarStats> stats(Collection<SidecarTarget> all) {
    Map<String, SidecarStats> stats = new LinkedHashMap<>();
    List<SidecarTarget> targets =
        all.stream().filter(target -> silent.mayAnswer(target.podUid())).toList();
    List<SidecarReply> replies =
        callAll(targets.stream().map(target -> get(target, AdminPaths.STATS)).toList());
    int index = 0;
    for (SidecarTarget target : targets) {
      if (replies.get(index++) instanceof Answered(SidecarStats answer)) {
        stats.put(target.podUid(), answer);
      }
    }
    return stats;
  }

  /** Sends all pushes; the replies are in their order. */
  public List<SidecarReply> push(List<Push> pushes) {
    return callAll(pushes.stream().map(this::put).toList());
  }

  private Callable<SidecarReply> get(SidecarTarget target, String path) {
    return () -> {
      try {
        SidecarReply reply = answer(open(target, path));
        silent.answered(target.podUid());
        return reply;
      } catch (SocketTimeoutException e) {
        silent.timedOut(target.podUid());
        throw e;
      }
    };
  }

  private Callable<SidecarReply> put(Push push) {
    return () -> {
      HttpURLConnection call = open(push.target(), push.path());
      call.setRequestMethod("PUT");
      call.setRequestProperty("Content-Type", "application/json");
      call.setDoOutput(true);
      try (OutputStream out = call.getOutputStream()) {
        out.write(push.body().getBytes(UTF_8));
      }
      return answer(call);
    };
  }

  private HttpURLConnection open(SidecarTarget target, String path) throws IOException {
    URL url = target.admin(path).toURL();
    HttpURLConnection call = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
    call.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
    call.setReadTimeout((int) TIMEOUT.toMillis());
    call.setInstanceFollowRedirects(false);
    call.setRequestProperty("Authorization", "Bearer " + target.token());
    switch (target.channel()) {
      case CLEAR -> {}
      case MUTUAL_TLS -> secure((HttpsURLConnection) call, target.peer());
    }
    return call;
  }

  /** The platform compares addresses, and asks when they differ, which they always do. */
  private void secure(HttpsURLConnection call, String peer) {
    call.setSSLSocketFactory(channels.computeIfAbsent(peer, this::channel));
    call.setHostnameVerifier((address, session) -> isPeer(session, new PeerIdentity(peer)));
  }

  private static boolean isPeer(SSLSession session, PeerIdentity peer) {
    try {
      peer.check((X509Certificate) session.getPeerCertificates()[0]);
      return true;
    } catch (SSLPeerUnverifiedException | CertificateException e) {
      return false;
    }
  }

  private SSLSocketFactory channel(String peer) {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(
          new KeyManager[] {new PeerKeys(own)},
          new TrustManager[] {new PeerTrust(own, new PeerIdentity(peer))},
          null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS 1.3", e);
    }
  }

  private static SidecarReply answer(HttpURLConnection call) throws IOException {
    int status = call.getResponseCode();
    boolean good = status == HttpURLConnection.HTTP_OK;
    try (@Nullable InputStream body = good ? call.getInputStream() : call.getErrorStream()) {
      String text = body == null ? "" : new String(body.readNBytes(MAX_ANSWER_BYTES), UTF_8);
      return good
          ? new Answered(ContractJson.read(text, SidecarStats.class))
          : new Refused(status, bounded(text));
    }
  }

  private List<SidecarReply> callAll(List<Callable<SidecarReply>> calls) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<SidecarReply>> running =
          calls.stream().map(call -> threads.submit(() -> reply(call))).toList();
      return running.stream().map(SidecarClient::result).toList();
    }
  }

  /** Without the operator's own certificate nobody can be called. */
  private static SidecarReply reply(Callable<SidecarReply> call) throws Exception {
    try {
      return call.call();
    } catch (IOException
        | InvalidContractException
        | BlockedException
        | KubernetesClientException e) {
      return new Unreachable(bounded(String.valueOf(e.getMessage())));
    }
  }

  private static SidecarReply result(Future<SidecarReply> call) {
    try {
      return call.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Unreachable("interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call to a sidecar failed unexpectedly", e);
    }
  }

  private static String bounded(String text) {
    return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE);
  }
}
