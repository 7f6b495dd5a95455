package dev.rampwright.operator.logging;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/** One line of the log; all programs of the project use the same keys. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
  "time",
  "level",
  "message",
  "kind",
  "namespace",
  "name",
  "revision",
  "requestId",
  "logger",
  "stack"
})
record LogLine(
    String time,
    String level,
    String message,
    @Nullable String kind,
    @Nullable String namespace,
    @Nullable String name,
    @Nullable String revision,
    @Nullable String requestId,
    String logger,
    @Nullable String stack) {}
