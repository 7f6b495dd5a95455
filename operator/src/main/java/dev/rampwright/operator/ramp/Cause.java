package dev.rampwright.operator.ramp;

/**
 * Why an attempt ended without promotion.
 *
 * @param reason its class, one that {@link RampReason#endsRamp ends a ramp}
 * @param message one sentence for a person, with the numbers
 */
public record Cause(RampReason reason, String message) {
  public Cause {
    if (!reason.endsRamp()) {
      throw new IllegalArgumentException(reason.word() + " does not end a ramp");
    }
  }
}
