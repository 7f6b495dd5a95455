package dev.rampwright.bench.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Bodies for {@code POST /v1/chat/completions}.
 *
 * <p>Temperature 1: a response cache that replays only deterministic requests never answers, even
 * when a seed is used a second time. {@code ignore_eos} (vLLM, llama.cpp; ignored elsewhere) makes
 * every answer as long as asked.
 */
public final class ChatRequests {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final String model;
  private final int outputTokens;
  private final boolean stream;
  private final Prompts prompts;

  /**
   * Bodies of a workload.
   *
   * @param outputTokens {@code max_tokens} of each
   */
  public ChatRequests(String model, int outputTokens, boolean stream, Prompts prompts) {
    this.model = model;
    this.outputTokens = outputTokens;
    this.stream = stream;
    this.prompts = prompts;
  }

  /** The body of a request as UTF-8 JSON. */
  public byte[] body(long index) {
    return render(prompts.prompt(index), outputTokens, stream);
  }

  /** A question outside of the sequence for one token, which asks whether the target answers. */
  public byte[] probe() {
    return render("ping", 1, false);
  }

  private byte[] render(String prompt, int maxTokens, boolean streamed) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("model", model);
    body.putArray("messages").addObject().put("role", "user").put("content", prompt);
    body.put("max_tokens", maxTokens);
    body.put("temperature", 1);
    body.put("ignore_eos", true);
    body.put("stream", streamed);
    if (streamed) {
      body.putObject("stream_options").put("include_usage", true);
    }
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot render a chat request", e);
    }
  }
}
