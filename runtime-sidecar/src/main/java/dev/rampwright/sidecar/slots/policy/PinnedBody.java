package dev.rampwright.sidecar.slots.policy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A request's body and where its prompt stands in it. The body is not parsed into a tree: it may be
 * 16 MiB, and the engine parses it anyway.
 */
public final class PinnedBody {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> PROMPTS = Set.of("messages", "prompt", "input");

  private final byte[] body;

  public PinnedBody(byte[] body) {
    this.body = body;
  }

  /**
   * The same request for that slot. The number is the last member: of members that repeat a name
   * the engine takes the last, so no client can choose a slot, however it writes the name.
   *
   * @return empty if it is no JSON object, which the engine would refuse
   */
  public Optional<byte[]> forSlot(int id) {
    int end = body.length;
    while (end > 0 && isSpace(body[end - 1])) {
      end--;
    }
    int begin = 0;
    while (begin < end && isSpace(body[begin])) {
      begin++;
    }
    if (end - begin < 2 || body[begin] != '{' || body[end - 1] != '}') {
      return Optional.empty();
    }
    int last = end - 2;
    while (isSpace(body[last])) {
      last--;
    }
    byte[] member = ((last == begin ? "" : ",") + "\"id_slot\":" + id + "}").getBytes(US_ASCII);
    byte[] pinned = Arrays.copyOf(body, end - 1 + member.length);
    System.arraycopy(member, 0, pinned, end - 1, member.length);
    return Optional.of(pinned);
  }

  /**
   * How its prompt begins.
   *
   * @param key of the digests
   */
  public PromptPrint print(byte[] key) {
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return PromptPrint.NONE;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean prompt = PROMPTS.contains(parser.currentName());
        parser.nextToken();
        int from = offset(parser.currentTokenLocation().getByteOffset());
        parser.finishToken();
        parser.skipChildren();
        int to = offset(parser.currentLocation().getByteOffset());
        if (prompt) {
          return PromptPrint.of(key, body, from, to);
        }
      }
      return PromptPrint.NONE;
    } catch (IOException e) {
      return PromptPrint.NONE;
    }
  }

  private static int offset(long bytes) {
    return Math.toIntExact(bytes);
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
