package dev.rampwright.sidecar.cache.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The APIs whose answers may be replayed, and what of their requests stands against it. */
enum ReplayableApi {
  CHAT_COMPLETIONS("/v1/chat/completions"),
  COMPLETIONS("/v1/completions"),
  RESPONSES("/v1/responses"),
  MESSAGES("/v1/messages"),
  EMBEDDINGS("/v1/embeddings");

  private static final Map<String, ReplayableApi> BY_PATH =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(it -> it.path, it -> it));

  private final String path;

  ReplayableApi(String path) {
    this.path = path;
  }

  static Optional<ReplayableApi> of(String path) {
    return Optional.ofNullable(BY_PATH.get(path));
  }

  /**
   * Whether the request is all that its answer depends on, and the answer all that it changes. If
   * not, nobody can opt in to a replay.
   */
  boolean isSelfContained(ObjectNode body) {
    return state().stream().map(body::path).allMatch(ReplayableApi::isOff);
  }

  /** Whether it asks for the likeliest answer. Of embeddings nothing is sampled. */
  boolean isDeterministic(ObjectNode body) {
    return this == EMBEDDINGS || isGreedy(body);
  }

  /** Temperature 0, in so many words, one choice, and no tools. */
  private boolean isGreedy(ObjectNode body) {
    JsonNode temperature = body.path("temperature");
    return temperature.isNumber()
        && temperature.decimalValue().signum() == 0
        && oneChoice(body.path("n"))
        && tools().stream().map(body::path).allMatch(ReplayableApi::none);
  }

  private Set<String> tools() {
    return switch (this) {
      case CHAT_COMPLETIONS, COMPLETIONS -> Set.of("tools", "functions");
      case RESPONSES -> Set.of("tools");
      case MESSAGES -> Set.of("tools", "mcp_servers");
      case EMBEDDINGS -> Set.of();
    };
  }

  /** What an engine keeps for later requests, or has kept of earlier ones. */
  private Set<String> state() {
    return switch (this) {
      case RESPONSES ->
          Set.of("previous_response_id", "conversation", "prompt", "background", "store");
      case MESSAGES -> Set.of("container");
      case CHAT_COMPLETIONS, COMPLETIONS, EMBEDDINGS -> Set.of();
    };
  }

  private static boolean oneChoice(JsonNode n) {
    return n.isMissingNode() || n.isNull() || (n.isInt() && n.intValue() == 1);
  }

  private static boolean none(JsonNode list) {
    return list.isMissingNode() || list.isNull() || (list.isArray() && list.isEmpty());
  }

  private static boolean isOff(JsonNode member) {
    return member.isMissingNode()
        || member.isNull()
        || (member.isBoolean() && !member.booleanValue());
  }
}
