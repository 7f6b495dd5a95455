package dev.rampwright.operator.app;

import dev.rampwright.operator.logging.LogFormat;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Chooses the log's form before anything else of ours runs. */
@ApplicationScoped
public class LogSetup {
  void start(@Observes @Priority(1) StartupEvent event) {
    LogFormat.install(System.getenv().getOrDefault(LogFormat.VARIABLE, "json"));
  }
}
