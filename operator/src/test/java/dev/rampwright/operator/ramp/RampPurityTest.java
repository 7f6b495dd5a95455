package dev.rampwright.operator.ramp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(
    packages = "dev.rampwright.operator.ramp",
    importOptions = ImportOption.DoNotIncludeTests.class)
class RampPurityTest {
  @ArchTest
  static final ArchRule importsOnlyTheJdk =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.rampwright.operator.ramp..",
              "java.lang..",
              "java.time..",
              "java.util",
              "java.util.function",
              "java.util.stream",
              "org.jspecify..");

  @ArchTest
  static final ArchRule timeIsObservedNotRead =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Instant.class, "now", Clock.class)
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");
}
