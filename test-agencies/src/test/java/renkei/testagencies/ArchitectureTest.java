package renkei.testagencies;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

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

  /** What both sides read is held against each other in two places, and else by the doors alone. */
  @Test
  void onlyTheCommandLineAndTheCheckOfRecordsKnowThePlatformInTests() {
    noClasses()
        .that()
        .doNotHaveSimpleName("WholeCommandLine")
        .and()
        .doNotHaveSimpleName("PlatformCheck")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "renkei.gateway..", "renkei.broker..", "renkei.tenantstore..", "renkei.codebook..")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.OnlyIncludeTests())
                .importPackages("renkei.testagencies"));
  }

  @ArchTest
  static final ArchRule theBodiesOutsideDoNotKnowTheStory =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..message..", "..soap..", "..party..", "..core..", "..agency..", "..municipality..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..stage..", "..story..", "..load..", "..platform..", "..world..");

  @ArchTest
  static final ArchRule loadAndStoryDoNotKnowEachOther =
      slices().matching("renkei.testagencies.(load|story)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("renkei.testagencies.(*)..").should().beFreeOfCycles();
}
