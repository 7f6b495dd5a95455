package dev.rampwright.operator.app;

import dev.rampwright.operator.settings.InvalidSettingsException;
import dev.rampwright.operator.settings.SettingsReader;
import io.javaoperatorsdk.operator.OperatorException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/** The process: reads the settings, runs the operator until it is told to stop. */
@QuarkusMain
public class OperatorMain implements QuarkusApplication {
  private static final Logger LOG = Logger.getLogger(OperatorMain.class);

  private final RunningOperator operator;

  @Inject
  OperatorMain(RunningOperator operator) {
    this.operator = operator;
  }

  @Override
  public int run(String... args) {
    try {
      operator.start(SettingsReader.read(System.getenv()));
    } catch (InvalidSettingsException e) {
      LOG.error(e.getMessage());
      return 1;
    } catch (OperatorException e) {
      LOG.error("the operator cannot start; check the CRDs and its permissions", e);
      return 1;
    }
    Quarkus.waitForExit();
    return 0;
  }
}
