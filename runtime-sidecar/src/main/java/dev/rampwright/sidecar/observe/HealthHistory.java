package dev.rampwright.sidecar.observe;

/**
 * The engine's health as its answers so far tell it. Silence alone is no illness at first: servers
 * with a fixed number of HTTP threads answer late when all of them stream, and taking a busy pod
 * away would bury its peers under its load.
 */
final class HealthHistory {
  static final int SILENCES_TO_ILLNESS = 10;

  private EngineHealth health = new EngineHealth.Unhealthy("it has not been asked yet");
  private boolean everHealthy;
  private int silences;

  void learn(ProbeAnswer answer) {
    switch (answer) {
      case ProbeAnswer.Well well -> {
        silences = 0;
        everHealthy = true;
        health = new EngineHealth.Healthy();
      }
      case ProbeAnswer.Ill(String reason) -> {
        silences = 0;
        health = new EngineHealth.Unhealthy(reason);
      }
      case ProbeAnswer.Silent silent -> {
        silences++;
        if (silences >= SILENCES_TO_ILLNESS) {
          health =
              new EngineHealth.Unhealthy("it has left " + silences + " health checks unanswered");
        }
      }
    }
  }

  EngineHealth health() {
    return health;
  }

  boolean wasEverHealthy() {
    return everHealthy;
  }
}
