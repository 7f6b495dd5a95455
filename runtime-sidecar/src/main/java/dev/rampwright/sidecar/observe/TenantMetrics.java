package dev.rampwright.sidecar.observe;

import dev.rampwright.sidecar.cache.policy.Tenant;
import dev.rampwright.sidecar.http.ExchangeEvents;
import dev.rampwright.sidecar.http.FinishedRequest;
import dev.rampwright.sidecar.http.Role;
import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Counters by tenant, for the busiest of them; the others are summed up. A request counts in the
 * pod that took it from its client. Prometheus asks on the event loop.
 */
public final class TenantMetrics extends Collector implements ExchangeEvents {
  private final List<String> identity;
  private final TopTenants tenants;

  private TenantMetrics(List<String> identity, LongSupplier nanos) {
    this.identity = identity;
    this.tenants = new TopTenants(nanos);
  }

  /**
   * Adds the counters to the metrics' registry.
   *
   * @param nanos monotonic time
   */
  public static TenantMetrics register(SidecarMetrics metrics, LongSupplier nanos) {
    return new TenantMetrics(List.of(metrics.identity()), nanos).register(metrics.registry());
  }

  /** Where clients are not asked who they are, there is nothing to tell apart. */
  @Override
  public void ended(FinishedRequest request) {
    if (request.role() != Role.HOP && !request.tenant().equals(Tenant.ANONYMOUS)) {
      tenants.counts(request.tenant()).count(request);
    }
  }

  @Override
  public List<MetricFamilySamples> collect() {
    CounterMetricFamily tokens =
        family("tenant_tokens", "Tokens that answers tell of, by tenant.", "tenant", "direction");
    tenants
        .series()
        .forEach(
            (tenant, counts) -> {
              tokens.addMetric(labels(tenant, "input"), (double) counts.inputTokens());
              tokens.addMetric(labels(tenant, "output"), (double) counts.outputTokens());
            });
    return List.of(
        counter("tenant_requests", "Requests that ended, by tenant.", TenantCounts::requests),
        counter(
            "tenant_cache_hits",
            "Requests that were answered from a cache, by tenant.",
            TenantCounts::hits),
        tokens);
  }

  private MetricFamilySamples counter(String name, String help, ToLongFunction<TenantCounts> of) {
    CounterMetricFamily family = family(name, help, "tenant");
    tenants
        .series()
        .forEach(
            (tenant, counts) -> family.addMetric(labels(tenant), (double) of.applyAsLong(counts)));
    return family;
  }

  private static CounterMetricFamily family(String name, String help, String... labels) {
    return new CounterMetricFamily(
        SidecarMetrics.PREFIX + name, help, Arrays.asList(SidecarMetrics.with(labels)));
  }

  private List<String> labels(String... own) {
    List<String> all = new ArrayList<>(identity);
    all.addAll(List.of(own));
    return all;
  }
}
