package dev.rampwright.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.rampwright.contracts",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule whoIsWhoNeedsOnlyTheJdk =
      classes()
          .that()
          .resideInAPackage("dev.rampwright.contracts.tls")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.rampwright.contracts.tls", "java..", "javax.net.ssl", "org.jspecify..");

  @ArchTest
  static final ArchRule needsOnlyJacksonBesideTheJdk =
      classes()
          .that()
          .resideInAPackage("dev.rampwright.contracts")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.rampwright.contracts",
              "java..",
              "javax.crypto..",
              "com.fasterxml.jackson..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule namesSayWhatThingsAre =
      noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager)");
}
