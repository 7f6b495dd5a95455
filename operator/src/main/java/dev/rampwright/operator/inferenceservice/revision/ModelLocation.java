package dev.rampwright.operator.inferenceservice.revision;

import dev.rampwright.operator.kube.BlockedException;
import dev.rampwright.operator.kube.Reason;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model file inside a claim, as {@code pvc://<claim>/<path>} names it.
 *
 * @param claim a PersistentVolumeClaim of the service's namespace
 * @param path inside the claim, without a leading slash
 */
public record ModelLocation(String claim, String path) {
  private static final Pattern URI =
      Pattern.compile("pvc://([a-z0-9]([-a-z0-9.]*[a-z0-9])?)/([^/].*)");

  /** Where every container finds the claim. */
  public static final String MOUNT = "/models";

  /**
   * Parses {@code spec.model.uri}.
   *
   * @throws BlockedException with {@link Reason#InvalidSpec} if it has another form
   */
  public static ModelLocation parse(String uri) {
    Matcher matcher = URI.matcher(uri);
    if (!matcher.matches() || ("/" + uri.substring(6) + "/").contains("/../")) {
      throw new BlockedException(
          Reason.InvalidSpec,
          "model.uri '%s' names no file of a claim; write pvc://<claim>/<path of the file>"
              .formatted(uri));
    }
    return new ModelLocation(matcher.group(1), matcher.group(3));
  }

  /** Path of the file inside the containers. */
  public String file() {
    return MOUNT + "/" + path;
  }
}
