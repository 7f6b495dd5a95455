package dev.rampwright.sidecar;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.rampwright.sidecar",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule knowsNeitherKubernetesNorItsKinds =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.fabric8..", "dev.rampwright.crds..", "dev.rampwright.operator..");

  @ArchTest
  static final ArchRule cachePolicyIsPure =
      classes()
          .that()
          .resideInAPackage("..cache.policy")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.rampwright.sidecar.cache.policy",
              "java.lang..",
              "java.io",
              "java.math",
              "java.nio.charset",
              "java.security",
              "java.util..",
              "javax.crypto..",
              "com.fasterxml.jackson..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule splitIsPure =
      classes()
          .that()
          .resideInAPackage("..split")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.rampwright.sidecar.split",
              "dev.rampwright.sidecar.sample",
              "dev.rampwright.contracts",
              "java.lang..",
              "java.util..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule poolIsPure =
      classes()
          .that()
          .resideInAPackage("..pool")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.rampwright.sidecar.pool", "java.lang..", "java.util..", "org.jspecify..");

  @ArchTest
  static final ArchRule translationIsPure =
      classes()
          .that()
          .resideInAPackage("..translate")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.rampwright.sidecar.translate",
              "java.lang..",
              "java.io",
              "java.nio.charset",
              "java.util..",
              "com.fasterxml.jackson..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule samplesArePure =
      classes()
          .that()
          .resideInAPackage("..sample")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.rampwright.sidecar.sample",
              "dev.rampwright.contracts",
              "java.lang..",
              "java.nio",
              "java.time..",
              "java.util..",
              "org.HdrHistogram",
              "org.jspecify..");

  @ArchTest
  static final ArchRule onlyTheCacheKnowsItsStores =
      noClasses()
          .that()
          .resideOutsideOfPackage("..sidecar.cache")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("redis.clients..", "com.github.benmanes.caffeine.."));

  @ArchTest
  static final ArchRule onlyBootReadsSystemTime =
      noClasses()
          .that()
          .resideOutsideOfPackage("..boot")
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now");

  @ArchTest
  static final ArchRule packagesDoNotDependOnEachOtherInCircles =
      slices().matching("dev.rampwright.sidecar.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule namesSayWhatThingsAre =
      noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager)");
}
