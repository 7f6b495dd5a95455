package dev.rampwright.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.rampwright.operator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] IO = {
    "io.fabric8.kubernetes.client", "io.javaoperatorsdk..", "java.net.http..", "io.quarkus.."
  };

  @ArchTest
  static final ArchRule theRampKnowsOnlyJavaAndItself =
      classes()
          .that()
          .resideInAPackage("..operator.ramp..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.rampwright.operator.ramp..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule buildersAndStatusRulesDoNoIo =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..operator..resources..",
              "..operator..status..",
              "..operator.benchmarkrun.spec..",
              "..operator.benchmarkrun.target..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(IO);

  @ArchTest
  static final ArchRule quarkusStaysInTheCompositionRoot =
      noClasses()
          .that()
          .resideOutsideOfPackage("..operator.app..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.quarkus..", "jakarta..", "org.eclipse.microprofile..");

  @ArchTest
  static final ArchRule nobodyKnowsTheCompositionRoot =
      noClasses()
          .that()
          .resideOutsideOfPackage("..operator.app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..operator.app..");

  @ArchTest
  static final ArchRule kindsDoNotKnowEachOther =
      noClasses()
          .that()
          .resideInAPackage("..operator.benchmarkrun..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..operator.inferenceservice..", "..operator.tokencache..");

  @ArchTest
  static final ArchRule systemTimeAndEnvironmentAreReadInTheCompositionRoot =
      noClasses()
          .that()
          .resideOutsideOfPackage("..operator.app..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.Clock.class, "systemUTC");

  @ArchTest
  static final ArchRule packagesOfOneLevelAreFreeOfCycles =
      slices().matching("dev.rampwright.operator.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule namesSayWhatThingsAre =
      noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager)");
}
