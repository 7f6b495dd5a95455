package dev.rampwright.operator.testing;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.monitoring.AggregatedMetrics;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** One reconciler on the real framework, watching one namespace; counts its reconciles. */
public final class OperatorUnderTest implements AutoCloseable {
  private final AtomicInteger finished = new AtomicInteger();
  private final Operator operator;

  private OperatorUnderTest(KubernetesClient client, List<Metrics> more) {
    this.operator =
        new Operator(
            o ->
                o.withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .withMetrics(
                        new AggregatedMetrics(
                            Stream.concat(Stream.of(counting(finished)), more.stream()).toList())));
  }

  /**
   * Starts the reconciler.
   *
   * @param told what it does, beside the count
   */
  public static <R extends HasMetadata> OperatorUnderTest start(
      KubernetesClient client, String namespace, Reconciler<R> reconciler, Metrics... told) {
    OperatorUnderTest started = new OperatorUnderTest(client, List.of(told));
    started.operator.register(reconciler, c -> c.settingNamespace(namespace));
    started.operator.start();
    return started;
  }

  /** Waits until so many reconciles have succeeded since the start. */
  public void awaitReconciles(int count) {
    Awaitility.await().until(() -> finished.get() >= count);
  }

  /** Reconciles that have succeeded since the start. */
  public int reconciles() {
    return finished.get();
  }

  private static Metrics counting(AtomicInteger finished) {
    return new Metrics() {
      @Override
      public void reconciliationSucceeded(HasMetadata resource, Map<String, Object> metadata) {
        finished.incrementAndGet();
      }
    };
  }

  @Override
  public void close() {
    operator.stop();
  }
}
