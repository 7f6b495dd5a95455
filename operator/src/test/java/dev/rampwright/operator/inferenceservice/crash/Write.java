package dev.rampwright.operator.inferenceservice.crash;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * One write to the API server.
 *
 * @param kind verb and resource, such as {@code apply inferenceservices/status}
 * @param path tells the objects apart
 */
record Write(String kind, String path) {
  private static final Map<String, String> VERBS =
      Map.of("POST", "create", "PUT", "update", "PATCH", "apply", "DELETE", "delete");

  static boolean isOne(String method) {
    return VERBS.containsKey(method);
  }

  static Write of(String method, URI uri) {
    String path = uri.getPath();
    List<String> parts = List.of(path.substring(path.indexOf("/namespaces/") + 12).split("/"));
    String resource = parts.size() > 1 ? parts.get(1) : path;
    String subresource = parts.size() > 3 ? "/" + parts.get(3) : "";
    return new Write(VERBS.get(method) + " " + resource + subresource, path);
  }
}
