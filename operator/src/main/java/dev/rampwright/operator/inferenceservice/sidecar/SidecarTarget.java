package dev.rampwright.operator.inferenceservice.sidecar;

import dev.rampwright.contracts.SidecarPorts;
import java.net.URI;

/**
 * A sidecar that can be called.
 *
 * @param podUid of its pod
 * @param podName for logs and messages
 * @param address IP address of its pod
 * @param channel how its admin port is spoken to
 * @param peer who must answer there, one of {@link dev.rampwright.contracts.tls.PeerNames}
 * @param token of the admin port; never logged
 */
public record SidecarTarget(
    String podUid, String podName, String address, Channel channel, String peer, String token) {
  URI admin(String path) {
    String host = address.contains(":") ? "[" + address + "]" : address;
    return URI.create(channel.scheme() + "://" + host + ":" + SidecarPorts.ADMIN + path);
  }

  @Override
  public String toString() {
    return podName + "@" + address;
  }
}
