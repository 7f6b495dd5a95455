package dev.rampwright.bench.http;

import dev.rampwright.contracts.BenchSpec;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where chat completions are asked for.
 *
 * @param url base URL without {@code /v1}
 * @param certificate file with the certificate that the server must show; empty: one that Java
 *     believes
 */
public record TargetUrl(URI url, Optional<Path> certificate) {
  private static final String COMPLETIONS = "/v1/chat/completions";

  /** Parses a base URL, with or without a slash at its end. */
  public static TargetUrl of(String url) {
    return new TargetUrl(URI.create(url), Optional.empty());
  }

  /** The same of a benchmark's target. */
  public static TargetUrl of(BenchSpec.Target target) {
    return new TargetUrl(
        URI.create(target.url()), Optional.ofNullable(target.certificateFile()).map(Path::of));
  }

  boolean encrypted() {
    return "https".equals(url.getScheme().toLowerCase(Locale.ROOT));
  }

  String host() {
    String host = url.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  int port() {
    if (url.getPort() > 0) {
      return url.getPort();
    }
    return encrypted() ? 443 : 80;
  }

  String completionsPath() {
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    return (path.endsWith("/") ? path.substring(0, path.length() - 1) : path) + COMPLETIONS;
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
