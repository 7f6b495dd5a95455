package dev.rampwright.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** Who signs tokens, and publishes the key on the node, where a Service leads to it (RFC 7517). */
final class Issuer implements AutoCloseable {
  static final int PORT = 18_080;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int COORDINATE_BYTES = 32;

  private volatile Key key = new Key("first");
  private final HttpServer server;
  private boolean away;

  private record Key(String id, KeyPair pair) {
    Key(String id) {
      this(id, pairOfKeys());
    }
  }

  Issuer() {
    try {
      server = HttpServer.create(new InetSocketAddress(PORT), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/keys",
        exchange -> {
          byte[] keys = published().getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    server.start();
  }

  /** Signs with another key from now on, and publishes that one only. */
  void rotate() {
    key = new Key("second");
  }

  /** A token of this tenant's, for the audience {@code chat}. */
  String token(String tenant, Instant expires) {
    return signed(key, tenant, expires);
  }

  /** One that says the same, but is signed by a key that nobody has published. */
  String forged(String tenant, Instant expires) {
    return signed(new Key(key.id()), tenant, expires);
  }

  private static String signed(Key by, String tenant, Instant expires) {
    String said =
        part("{\"alg\":\"ES256\",\"kid\":\"%s\"}".formatted(by.id()))
            + "."
            + part(
                "{\"iss\":\"https://issuer.example\",\"aud\":\"chat\",\"sub\":\"%s\",\"exp\":%d}"
                    .formatted(tenant, expires.getEpochSecond()));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(by.pair().getPrivate());
      signature.update(said.getBytes(UTF_8));
      return said + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String published() {
    ECPublicKey point = (ECPublicKey) key.pair().getPublic();
    return "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"use\":\"sig\",\"kid\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"}]}"
        .formatted(
            key.id(), coordinate(point.getW().getAffineX()), coordinate(point.getW().getAffineY()));
  }

  private static String coordinate(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[COORDINATE_BYTES];
    byte[] magnitude =
        bytes.length > COORDINATE_BYTES ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    System.arraycopy(magnitude, 0, fixed, COORDINATE_BYTES - magnitude.length, magnitude.length);
    return BASE64.encodeToString(fixed);
  }

  private static String part(String json) {
    return BASE64.encodeToString(json.getBytes(UTF_8));
  }

  private static KeyPair pairOfKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Nobody is there who answers, from now on. */
  void leave() {
    if (!away) {
      away = true;
      server.stop(0);
    }
  }

  @Override
  public void close() {
    leave();
  }
}
