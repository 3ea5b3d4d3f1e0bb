package renkei.testagencies;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "renkei.testagencies",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule knowsThePlatformByItsContractsAlone =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "renkei.gateway..", "renkei.broker..", "renkei.tenantstore..", "renkei.codebook..");

  @ArchTest
  static final ArchRule theBodiesOutsideDoNotKnowTheStory =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..message..", "..soap..", "..party..", "..core..", "..agency..", "..municipality..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..story..", "..load..", "..platform..", "..world..");
}
