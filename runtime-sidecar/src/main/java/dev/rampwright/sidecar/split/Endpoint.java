package dev.rampwright.sidecar.split;

import dev.rampwright.contracts.InvalidContractException;

/**
 * Where a candidate's pod takes requests.
 *
 * @param host address, IPv6 without brackets
 * @param port TCP port
 */
public record Endpoint(String host, int port) {
  /**
   * Reads {@code address:port} or {@code [address]:port}.
   *
   * @throws InvalidContractException on anything else
   */
  public static Endpoint parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 1 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (!host.isBlank() && port >= 1 && port <= 65_535) {
        return new Endpoint(host, port);
      }
    } catch (NumberFormatException ignored) {
      // Reported below, with the whole text.
    }
    throw new InvalidContractException("endpoint " + text + " is not address:port");
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
