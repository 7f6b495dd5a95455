package dev.rampwright.bench.load;

/** How the sending of a schedule ended. */
public enum LoadEnd {
  /** All was sent, and every request has an outcome. */
  FINISHED,
  /** The deadline came before the schedule's end. */
  DEADLINE_EXCEEDED,
  /** The process was asked to end. */
  INTERRUPTED
}
