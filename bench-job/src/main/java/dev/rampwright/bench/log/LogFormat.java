package dev.rampwright.bench.log;

import java.util.Map;

/** How log lines look. */
public enum LogFormat {
  /** One JSON object a line. */
  JSON,
  /** For people. */
  TEXT;

  /** Environment variable: {@code text} asks for {@link #TEXT}. */
  public static final String VARIABLE = "RAMPWRIGHT_LOG_FORMAT";

  /** The format that the environment asks for. */
  public static LogFormat of(Map<String, String> environment) {
    return "text".equalsIgnoreCase(environment.get(VARIABLE)) ? TEXT : JSON;
  }
}
