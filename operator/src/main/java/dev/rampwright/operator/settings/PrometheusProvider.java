package dev.rampwright.operator.settings;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A server that answers PromQL, as the chart names it.
 *
 * @param name by which an InferenceService asks for it
 * @param url up to {@code /api/v1}, without it
 * @param tokenFile holds the bearer token, read at each call; absent: none is sent
 * @param caFile certificates to trust instead of the platform's, in PEM, read at each call
 * @param namespaceLabel by which its series tell a pod's namespace
 * @param podLabel by which its series tell a pod's name
 */
public record PrometheusProvider(
    String name,
    URI url,
    @Nullable Path tokenFile,
    @Nullable Path caFile,
    String namespaceLabel,
    String podLabel) {}
