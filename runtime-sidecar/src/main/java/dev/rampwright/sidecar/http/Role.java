package dev.rampwright.sidecar.http;

import java.util.Locale;

/** Whose request it is, as the metrics' label {@code role} says. */
public enum Role {
  /** Answered here. */
  LOCAL,
  /** Meant for the candidate. */
  CANDIDATE,
  /** Forwarded to here by another sidecar. */
  HOP;

  /** The label's value. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
