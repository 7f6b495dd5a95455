package dev.rampwright.sidecar.cache;

import dev.rampwright.sidecar.cache.policy.Layer;
import java.util.Optional;

/** How a layer's answers are kept. */
interface Coding {
  /** Empty: such an answer is not kept. */
  Optional<byte[]> encode(byte[] body);

  /** Empty: it was not made by this release's {@link #encode}. */
  Optional<byte[]> decode(byte[] coded);

  /** That of a layer. */
  static Coding of(Layer layer) {
    return switch (layer) {
      case RESPONSES -> AS_IT_IS;
      case TOKENS -> TokenCoding.INSTANCE;
    };
  }

  /** Answers are replayed byte by byte. */
  Coding AS_IT_IS =
      new Coding() {
        @Override
        public Optional<byte[]> encode(byte[] body) {
          return Optional.of(body);
        }

        @Override
        public Optional<byte[]> decode(byte[] coded) {
          return Optional.of(coded);
        }
      };
}
