package dev.rampwright.operator.pki;

import java.time.Instant;
import java.util.Optional;

/**
 * When the authority changes. All times follow from the certificates themselves, so that any
 * operator, at any time, continues where another stopped.
 */
final class AuthorityRule {
  private AuthorityRule() {}

  static AuthorityStep decide(Optional<Authority> stored, Instant now) {
    return stored.map(it -> decide(it, now)).orElse(AuthorityStep.BEGIN);
  }

  private static AuthorityStep decide(Authority stored, Instant now) {
    boolean over = Lifetimes.isOver(stored.signing().certificate(), now);
    if (stored.next().isPresent()) {
      Instant announced = Lifetimes.madeAt(stored.next().get().certificate());
      boolean known = !now.isBefore(announced.plus(Lifetimes.ANNOUNCEMENT));
      return known || over ? AuthorityStep.SWITCH : AuthorityStep.KEEP;
    }
    if (over) {
      return AuthorityStep.BEGIN;
    }
    if (stored.previous().isPresent()) {
      return mayBeForgotten(stored, now) ? AuthorityStep.FORGET : AuthorityStep.KEEP;
    }
    return Lifetimes.isDue(stored.signing().certificate(), now)
        ? AuthorityStep.ANNOUNCE
        : AuthorityStep.KEEP;
  }

  /**
   * The previous one has signed nothing since the announcement of its successor was over. An
   * operator that was stopped then has signed nothing at all, and switches before it signs again.
   */
  private static boolean mayBeForgotten(Authority stored, Instant now) {
    return !now.isBefore(
        Lifetimes.madeAt(stored.signing().certificate())
            .plus(Lifetimes.ANNOUNCEMENT)
            .plus(Lifetimes.LEAF)
            .plus(Lifetimes.BACKDATED));
  }
}
