package dev.rampwright.sidecar.cache.policy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives keys: HMAC-SHA-256 over the scope, what of the request is not its body, and the canonical
 * body without the few parameters that cannot change an answer. A parameter that nobody here knows
 * splits keys rather than collides.
 */
public final class KeyDerivation {
  private static final int SCHEMA_VERSION = 2;
  private static final Set<String> IGNORED = Set.of("user", "metadata", "request_id");
  private static final int SCOPE_BYTES = 16;
  private static final String ALGORITHM = "HmacSHA256";

  private final Mac keyed;

  /**
   * Keeps the key.
   *
   * @param secret at least one byte; whoever shares it shares the entries
   */
  public KeyDerivation(byte[] secret) {
    this.keyed = keyed(new SecretKeySpec(secret, ALGORITHM));
  }

  CacheKey derive(Layer layer, CacheScope scope, Ask ask, ObjectNode body) {
    Mac mac = newMac();
    try (JsonGenerator out = CanonicalJson.generator(new MacStream(mac))) {
      out.writeStartArray();
      out.writeString(layer.text());
      out.writeNumber(SCHEMA_VERSION);
      out.writeString(scope.namespace().text());
      out.writeString(ask.agent());
      out.writeNumber(scope.generation().epoch());
      out.writeNumber(scope.generation().namespace());
      out.writeNumber(scope.generation().model());
      out.writeString(scope.engine().revision());
      out.writeString(scope.engine().build());
      out.writeString(ask.path());
      out.writeString(ask.contentType());
      out.writeString(ask.credential());
      // A copy of the top only: bodies are long, and nothing below is changed.
      JsonNode kept = body.objectNode().<ObjectNode>setAll(body).without(IGNORED);
      CanonicalJson.write(kept, out);
      out.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("a Mac does not refuse bytes", e);
    }
    return new CacheKey(layer, HexFormat.of().formatHex(mac.doFinal()), scope.namespace());
  }

  /**
   * By what a thing that can be invalidated is known in the second level, whose readers learn
   * nothing of tenants by it.
   *
   * @param kind what it is
   * @param name which one
   * @return 32 hexadecimal digits
   */
  public String scope(String kind, String name) {
    Mac mac = newMac();
    try (JsonGenerator out = CanonicalJson.generator(new MacStream(mac))) {
      out.writeStartArray();
      out.writeString("generation");
      out.writeString(kind);
      out.writeString(name);
      out.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("a Mac does not refuse bytes", e);
    }
    return HexFormat.of().formatHex(mac.doFinal(), 0, SCOPE_BYTES);
  }

  private static Mac keyed(SecretKeySpec secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** A copy costs less than looking the algorithm up and giving it the key again. */
  private Mac newMac() {
    try {
      return (Mac) keyed.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's " + ALGORITHM + " can be copied", e);
    }
  }

  /** Feeds a Mac. */
  private static final class MacStream extends OutputStream {
    private final Mac mac;

    MacStream(Mac mac) {
      this.mac = mac;
    }

    @Override
    public void write(int b) {
      mac.update((byte) b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      mac.update(bytes, offset, length);
    }
  }
}
