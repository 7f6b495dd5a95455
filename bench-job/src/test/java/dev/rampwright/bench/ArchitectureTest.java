package dev.rampwright.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.rampwright.bench",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule knowsNeitherTheCustomResourcesNorAKubernetesLibrary =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.rampwright.crds..", "io.fabric8..", "io.kubernetes..");

  @ArchTest
  static final ArchRule onlyTheHttpPackageKnowsVertx =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.rampwright.bench.http")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.netty..");

  @ArchTest
  static final ArchRule theCoreKnowsNoNetworkAndNoFiles =
      noClasses()
          .that()
          .resideInAnyPackage("..schedule", "..chat", "..load", "..measure", "..verdict")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.net..", "java.nio.file..", "dev.rampwright.bench.http", "..report", "..log");

  @ArchTest
  static final ArchRule theCoreTellsTheTimeOnlyByItsClock =
      noClasses()
          .that()
          .resideInAnyPackage("..schedule", "..chat", "..load", "..measure", "..verdict")
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.rampwright.bench.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyProgramsKnowTheSteadyClient =
      classes()
          .that()
          .resideInAPackage("..steady")
          .should()
          .onlyHaveDependentClassesThat()
          .resideInAPackage("..steady");

  @ArchTest
  static final ArchRule namesSayWhatThingsAre =
      noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager)");
}
