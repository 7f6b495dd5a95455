package dev.rampwright.sidecar.cache.policy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says of itself: where its id stands and its times, all of which a replay gets
 * anew, and whether it tells of a failure though its status does not. Found once, when the answer
 * is kept, by looking at its first JSON value and then for the id in all others of a stream.
 */
public final class AnswerOutline {
  /** At whose end answers tell of tokens, as many as are looked at of one that is passed on. */
  private static final int TAIL_BYTES = 2_048;

  /** Of an answer that says nothing of itself. */
  public static final AnswerOutline NONE =
      new AnswerOutline(true, "", new int[0], new int[0], 0, TokenUsage.UNKNOWN);

  private final boolean keepable;
  private final String idEnd;
  private final int[] idEnds;
  private final int[] times;
  private final long firstTime;
  private final TokenUsage usage;

  private AnswerOutline(
      boolean keepable, String idEnd, int[] idEnds, int[] times, long firstTime, TokenUsage usage) {
    this.keepable = keepable;
    this.idEnd = idEnd;
    this.idEnds = idEnds;
    this.times = times;
    this.firstTime = firstTime;
    this.usage = usage;
  }

  /** Takes bytes that replace as many of the answer's. */
  public interface Patch {
    /** From that offset on. */
    void at(int offset, byte[] bytes);
  }

  /** Looks at a whole answer, a stream of events or not. */
  public static AnswerOutline of(String contentType, byte[] body) {
    boolean json = contentType.startsWith("application/json");
    int begin = json ? 0 : FirstValue.inEvents(body);
    @Nullable String id = null;
    boolean keepable = true;
    if (begin >= 0) {
      try {
        FirstValue first = FirstValue.read(body, begin);
        id = first.id();
        keepable = !json || !first.failed();
      } catch (IOException e) {
        keepable = !json;
      }
    }
    int[] times = AnswerTimes.places(body);
    String end = id == null ? "" : RandomEnd.of(id);
    return new AnswerOutline(
        keepable,
        end,
        end.isEmpty() ? new int[0] : RandomEnd.places(body, String.valueOf(id), end),
        times,
        times.length == 0 ? 0 : AnswerTimes.read(body, times[0]),
        usage(body));
  }

  /**
   * Whether the answer may be kept: JSON that can be read and tells of no error.
   *
   * @return true for a stream, which is judged while it goes by
   */
  public boolean isKeepable() {
    return keepable;
  }

  /** How many tokens it says that it took. */
  public TokenUsage usage() {
    return usage;
  }

  private static TokenUsage usage(byte[] body) {
    int from = Math.max(0, body.length - TAIL_BYTES);
    return TokenUsage.in(new String(body, from, body.length - from, ISO_8859_1));
  }

  /** Bytes that this takes in memory, about. */
  public int weight() {
    return 128 + 4 * (idEnds.length + times.length);
  }

  /**
   * Says what to write over a copy of the answer so that it becomes one of its own.
   *
   * @param body the answer, which is only read
   * @param nowSeconds since 1970; the answer's first time becomes this, and its others keep their
   *     distance from it
   */
  public void renew(byte[] body, long nowSeconds, RandomGenerator random, Patch patch) {
    if (idEnds.length > 0) {
      byte[] renewed = RandomEnd.renewed(idEnd, random);
      for (int offset : idEnds) {
        patch.at(offset, renewed);
      }
    }
    for (int offset : times) {
      long time = nowSeconds + AnswerTimes.read(body, offset) - firstTime;
      patch.at(offset, AnswerTimes.write(time));
    }
  }
}
