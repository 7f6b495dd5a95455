package dev.rampwright.operator.pki;

/** What is to be done about the authority. */
enum AuthorityStep {
  /** Nothing. */
  KEEP,
  /** There is none that could be used: make the first. */
  BEGIN,
  /** It is old: make the next one, and have it believed. */
  ANNOUNCE,
  /** Everybody has had time to learn of the next one: sign with it. */
  SWITCH,
  /** Nothing that the previous one signed is valid any more: believe it no longer. */
  FORGET
}
