package dev.rampwright.sidecar.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rampwright.sidecar.identity.Clients.KeyHolders;
import dev.rampwright.sidecar.identity.Verdict.Admitted;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who asked last on a connection, so that the next request with the same key pays a comparison in
 * place of a digest. It holds for the very set of keys that let the client in: when another
 * configuration comes in force, each connection's next request is judged anew. Strangers learn
 * nothing by it: only keys that were let in are remembered, no key is compared with any but the
 * last one of its own connection, and that in a time that does not depend on where the two differ.
 * What is remembered goes with the connection. Lives on the event loop.
 */
public final class Acquaintance {
  private static final byte[] NO_KEY = {};

  private @Nullable KeyHolders among;
  private boolean bearer;
  private byte[] key = NO_KEY;
  private @Nullable Admitted verdict;

  /** Judges the connection's next request. */
  @SuppressWarnings("ReferenceEquality") // Equal keys of another configuration are judged anew.
  Verdict judge(KeyHolders holders, Function<String, List<String>> header) {
    List<String> authorization = header.apply("authorization");
    List<String> apiKey = header.apply("x-api-key");
    // Whoever sends several is a rare guest.
    if (authorization.size() + apiKey.size() != 1) {
      return holders.judge(header);
    }
    boolean asBearer = apiKey.isEmpty();
    byte[] sent = (asBearer ? authorization : apiKey).getFirst().getBytes(UTF_8);
    @Nullable Admitted known = verdict;
    if (known != null
        && among == holders
        && bearer == asBearer
        && MessageDigest.isEqual(key, sent)) {
      return known;
    }
    Verdict found = holders.judge(header);
    if (found instanceof Admitted admitted) {
      among = holders;
      bearer = asBearer;
      key = sent;
      verdict = admitted;
    }
    return found;
  }
}
