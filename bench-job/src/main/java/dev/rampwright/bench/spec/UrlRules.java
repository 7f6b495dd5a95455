package dev.rampwright.bench.spec;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the base URL of a target must look like. */
public final class UrlRules {
  private UrlRules() {}

  /** All that is wrong with a URL, one sentence each; empty for a good one. */
  public static List<String> violations(String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      return List.of("target.url is not a URL: " + e.getMessage());
    }
    List<String> violations = new ArrayList<>();
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
      violations.add("target.url must look like http://host[:port], found " + url);
    }
    if (uri.getQuery() != null || uri.getFragment() != null || uri.getUserInfo() != null) {
      violations.add("target.url must not carry credentials, a query or a fragment");
    }
    String path = uri.getPath() == null ? "" : uri.getPath();
    if (path.endsWith("/v1") || path.endsWith("/v1/")) {
      violations.add("target.url must not end in /v1: the client adds it");
    }
    return violations;
  }
}
