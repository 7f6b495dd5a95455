package dev.rampwright.bench.fakes;

import java.nio.charset.StandardCharsets;

/** Events of streamed answers. */
public final class Streams {
  public static final String ROLE = "{\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}";
  public static final String TEXT = "{\"choices\":[{\"delta\":{\"content\":\"w\"}}]}";
  public static final String DONE = "[DONE]";

  private Streams() {}

  public static String usage(int tokens) {
    return "{\"choices\":[],\"usage\":{\"completion_tokens\":" + tokens + "}}";
  }

  public static byte[] event(String data) {
    return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
  }
}
