package dev.rampwright.sidecar.slots.policy;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a prompt begins, without its words: the text is cut into blocks of {@value #BLOCK_BYTES}
 * bytes, and each block's digest covers all before it, so that equal digests mean equal beginnings.
 * The last block counts only if it is whole: conversations grow at their end.
 *
 * @param blocks at most {@value #MAX_BLOCKS}; who goes further is told apart no further
 */
@SuppressWarnings("ArrayRecordComponent") // Read only, and compared by equals below.
public record PromptPrint(long[] blocks) {
  /** Of text; some 128 tokens. */
  public static final int BLOCK_BYTES = 512;

  static final int MAX_BLOCKS = 512;

  /** Of a prompt too short to have one. */
  public static final PromptPrint NONE = new PromptPrint(new long[0]);

  private static final String ALGORITHM = "HmacSHA256";

  /**
   * Digests a prompt.
   *
   * @param key at least one byte; without it nobody can test guesses
   * @param text holds the prompt
   * @param from its first byte
   * @param to behind its last
   */
  public static PromptPrint of(byte[] key, byte[] text, int from, int to) {
    int count = Math.min(MAX_BLOCKS, (to - from) / BLOCK_BYTES);
    long[] blocks = new long[count];
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      byte[] before = new byte[0];
      for (int i = 0; i < count; i++) {
        mac.update(before);
        mac.update(text, from + i * BLOCK_BYTES, BLOCK_BYTES);
        before = mac.doFinal();
        blocks[i] = ByteBuffer.wrap(before).getLong();
      }
      return new PromptPrint(blocks);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** How many blocks both begin with. */
  public int common(PromptPrint other) {
    int mismatch = Arrays.mismatch(blocks, other.blocks);
    return mismatch < 0 ? blocks.length : mismatch;
  }

  /** How much of this one the other begins with, 0 to 1; 0 for one without a block. */
  public double sharedBy(PromptPrint other) {
    return blocks.length == 0 ? 0 : (double) common(other) / blocks.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PromptPrint(long[] theirs) && Arrays.equals(blocks, theirs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(blocks);
  }

  @Override
  public String toString() {
    return "PromptPrint[" + blocks.length + " blocks]";
  }
}
