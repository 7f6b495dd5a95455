package dev.rampwright.api;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.fabric8.kubernetes.client.CustomResource;

@AnalyzeClasses(
    packages = "dev.rampwright.api",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule needsTheKubernetesModelAndNothingOfTheOtherModules =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.rampwright.api..",
              "java..",
              "com.fasterxml.jackson.annotation..",
              "io.fabric8.crd.generator.annotation..",
              "io.fabric8.generator.annotation..",
              "io.fabric8.kubernetes.api.model..",
              "io.fabric8.kubernetes.client",
              "io.fabric8.kubernetes.model..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule theKindsShareNothingButCommon =
      slices()
          .matching("dev.rampwright.api.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(alwaysTrue(), resideInAPackage("dev.rampwright.api.common"));

  @ArchTest
  static final ArchRule whatIsNotAKindIsDataOrNames =
      classes()
          .that()
          .areNotAssignableTo(CustomResource.class)
          .and()
          .areNotInterfaces()
          .should()
          .beRecords()
          .orShould()
          .beEnums()
          .orShould()
          .haveOnlyPrivateConstructors();

  @ArchTest
  static final ArchRule namesSayWhatThingsAre =
      noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager)");
}
