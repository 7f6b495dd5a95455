package dev.rampwright.operator.inferenceservice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.rampwright.operator.inferenceservice",
    importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {
  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("dev.rampwright.operator.inferenceservice.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule decidingDoesNoIo =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..inferenceservice.revision..",
              "..inferenceservice.rollout..",
              "..inferenceservice.router..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8.kubernetes.client", "io.javaoperatorsdk..", "java.net.http..");

  @ArchTest
  static final ArchRule onlyApplyWrites =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..inferenceservice.gather..",
              "..inferenceservice.rollout..",
              "..inferenceservice.router..",
              "..inferenceservice.resources..",
              "..inferenceservice.status..")
          .should()
          .dependOnClassesThat()
          .haveSimpleNameStartingWith("Applie");
}
