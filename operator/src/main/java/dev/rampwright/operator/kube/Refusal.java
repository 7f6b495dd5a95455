package dev.rampwright.operator.kube;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Set;

/** Tells the API server's refusals, which somebody must mend, from failures that pass. */
public final class Refusal {
  private static final int UNPROCESSABLE = 422;
  private static final Set<Integer> CODES =
      Set.of(HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_FORBIDDEN, UNPROCESSABLE);

  private Refusal() {}

  /**
   * The refusal in the API server's own words.
   *
   * @throws KubernetesClientException the given one, if it is no refusal: the framework tries again
   */
  public static BlockedException of(KubernetesClientException e) {
    if (CODES.contains(e.getCode())) {
      return new BlockedException(Reason.ApplyFailed, String.valueOf(e.getMessage()));
    }
    throw e;
  }
}
