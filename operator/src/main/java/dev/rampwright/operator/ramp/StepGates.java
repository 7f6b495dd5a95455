package dev.rampwright.operator.ramp;

import dev.rampwright.operator.ramp.Observation.Outcomes;
import java.util.List;

/** Judges all gates of a step. */
final class StepGates {
  private StepGates() {}

  static List<GateVerdict> judge(RampPlan.Gates gates, Outcomes outcomes) {
    return gates.gates().stream()
        .map(
            gate ->
                switch (gate) {
                  case Gate.ErrorRate rate ->
                      ErrorRateJudge.judge(rate, gates.minRequests(), outcomes);
                })
        .toList();
  }
}
