package dev.rampwright.operator.settings;

import static java.util.Objects.requireNonNullElse;

import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.InvalidContractException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the list of {@link PrometheusProvider}s, which the chart writes as JSON. */
final class PrometheusReader {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern URL = Pattern.compile("https?://[^/?#@\\s]+(/[^?#\\s]*)?");

  private final List<String> wrong;
  private final Set<String> names = new HashSet<>();

  /**
   * A reader.
   *
   * @param wrong takes every mistake
   */
  PrometheusReader(List<String> wrong) {
    this.wrong = wrong;
  }

  /** As the chart writes one. */
  private record Entry(
      @Nullable String name,
      @Nullable String url,
      @Nullable String tokenFile,
      @Nullable String caFile,
      @Nullable String namespaceLabel,
      @Nullable String podLabel) {}

  List<PrometheusProvider> read(String json) {
    if (json.isEmpty()) {
      return List.of();
    }
    try {
      List<PrometheusProvider> providers = new ArrayList<>();
      for (Entry entry : ContractJson.read(json, Entry[].class)) {
        String name = requireNonNullElse(entry.name(), "");
        require(NAME.matcher(name).matches(), name, "the name is not one of a-z, 0-9 and '-'");
        require(names.add(name), name, "the name is there twice");
        providers.add(provider(name, entry));
      }
      return providers;
    } catch (InvalidContractException | IllegalArgumentException e) {
      wrong.add("%s: %s".formatted(SettingsReader.PROMETHEUS, e.getMessage()));
      return List.of();
    }
  }

  private PrometheusProvider provider(String name, Entry entry) {
    String url = requireNonNullElse(entry.url(), "");
    require(
        URL.matcher(url).matches(), name, "the url must be http(s)://host[:port][/path], no more");
    return new PrometheusProvider(
        name,
        URI.create(url),
        path(entry.tokenFile()),
        path(entry.caFile()),
        label(name, entry.namespaceLabel(), "namespace"),
        label(name, entry.podLabel(), "pod"));
  }

  private static String label(String name, @Nullable String given, String otherwise) {
    String label = requireNonNullElse(given, otherwise);
    require(LABEL.matcher(label).matches(), name, "%s is no label's name".formatted(label));
    return label;
  }

  private static @Nullable Path path(@Nullable String text) {
    return text == null || text.isEmpty() ? null : Path.of(text);
  }

  private static void require(boolean good, String name, String problem) {
    if (!good) {
      throw new IllegalArgumentException("'%s': %s".formatted(name, problem));
    }
  }
}
