package dev.rampwright.operator.inferenceservice.resources;

/**
 * By which ports a Service leads clients to the sidecars; at least one.
 *
 * @param clear by 80, in clear text
 * @param tls by 443
 * @param tlsServed whether all that are led by 443 are served
 */
public record Exposure(boolean clear, boolean tls, boolean tlsServed) {
  /** In clear text alone. */
  public static final Exposure CLEAR = new Exposure(true, false, false);

  /** How clients do best to come. */
  String scheme() {
    return tlsServed || !clear ? "https" : "http";
  }
}
