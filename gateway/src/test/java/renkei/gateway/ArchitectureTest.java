package renkei.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import renkei.signing.SigningIdentity;

/** The picture of the house, seen from the module that sees all others. */
@AnalyzeClasses(packages = "renkei", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule modulesDependOnEachOtherAsDrawn =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("gateway")
          .definedBy("renkei.gateway..")
          .layer("broker")
          .definedBy("renkei.broker..")
          .layer("tenant-store")
          .definedBy("renkei.tenantstore..")
          .layer("codebook")
          .definedBy("renkei.codebook..")
          .layer("signing")
          .definedBy("renkei.signing..")
          .whereLayer("gateway")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("broker")
          .mayOnlyBeAccessedByLayers("gateway")
          .whereLayer("tenant-store")
          .mayOnlyBeAccessedByLayers("gateway")
          .whereLayer("codebook")
          .mayOnlyBeAccessedByLayers("gateway", "broker", "tenant-store")
          .whereLayer("signing")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule adaptersOfOtherModulesAreJoinedInTheRootOnly =
      noClasses()
          .that()
          .resideInAPackage("renkei.gateway.*..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "renkei.broker.artemis",
              "renkei.broker.hazelcast",
              "renkei.codebook.postgres",
              "renkei.tenantstore.postgres");

  /** Whatever is signed or opened goes by what asks the table of algorithms and the usage first. */
  @ArchTest
  static final ArchRule keysAreUsedInsideSigningOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("renkei.signing..")
          .should()
          .callMethod(SigningIdentity.class, "exposeKey")
          .orShould()
          .callMethod(SigningIdentity.class, "signingKey");

  @ArchTest
  static final ArchRule doorsDoNotKnowWhatTheyRunOn =
      noClasses()
          .that(
              resideInAnyPackage(
                  "renkei.gateway.contract..",
                  "renkei.gateway.national..",
                  "renkei.gateway.local..",
                  "renkei.gateway.tenant.."))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "renkei.gateway.postgres..",
                  "renkei.gateway.pki..",
                  "renkei.gateway.console..",
                  "renkei.gateway.config..",
                  "renkei.gateway.jetty.."));

  @ArchTest
  static final ArchRule doorsDoNotSeeEachOther =
      slices()
          .matching("renkei.gateway.(national|local|console)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule whatLocalDoorsShareKnowsNoneOfThem =
      noClasses()
          .that(resideInAPackage("renkei.gateway.local"))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "renkei.gateway.local.*..", "jakarta.ws.rs..", "jakarta.servlet.."));

  @ArchTest
  static final ArchRule theContractKnowsNoServer =
      noClasses()
          .that(resideInAPackage("renkei.gateway.contract.."))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.eclipse.jetty..",
                  "org.apache.cxf..",
                  "jakarta.servlet..",
                  "jakarta.ws.rs.."));

  @ArchTest
  static final ArchRule roomsAreEnteredOneWay =
      slices().matching("renkei.gateway.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noRoomKnowsWhatStartsAndJoins =
      noClasses()
          .that(resideInAPackage("renkei.gateway.*.."))
          .should()
          .dependOnClassesThat(resideInAPackage("renkei.gateway"));

  /** Whoever starts one of these verbs starts no door and no server. */
  @ArchTest
  static final ArchRule verbsStandBesideThePlatform =
      noClasses()
          .that(resideInAPackage("renkei.gateway.cli"))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "renkei.gateway.national..",
                  "renkei.gateway.local..",
                  "renkei.gateway.tenant..",
                  "renkei.gateway.console..",
                  "renkei.gateway.jetty..",
                  "renkei.gateway.postgres..",
                  "renkei.gateway.pki..",
                  "renkei.codebook.database..",
                  "renkei.broker.."));

  @ArchTest
  static final ArchRule verbsAreEnteredFromTheCommandLineAlone =
      classes()
          .that(resideInAPackage("renkei.gateway.cli"))
          .should()
          .onlyHaveDependentClassesThat(resideInAnyPackage("renkei.gateway", "renkei.gateway.cli"));

  @ArchTest
  static void noRoomHoldsMoreThanFortyTypes(JavaClasses classes) {
    Map<String, Long> types =
        classes.stream()
            .filter(type -> type.getPackageName().startsWith("renkei.gateway"))
            .filter(JavaClass::isTopLevelClass)
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

    assertThat(types.values()).isNotEmpty().allMatch(count -> count <= 40);
  }

  @ArchTest
  static final ArchRule jettyStaysInItsAdapter =
      noClasses()
          .that()
          .resideInAPackage("renkei.gateway..")
          .and()
          .resideOutsideOfPackage("renkei.gateway.jetty")
          .should()
          .dependOnClassesThat(resideInAPackage("org.eclipse.jetty.."));

  @ArchTest
  static final ArchRule bouncyCastleMakesTheDemonstrationsKeysAndNothingElseHere =
      noClasses()
          .that()
          .resideInAPackage("renkei.gateway..")
          .and()
          .resideOutsideOfPackage("renkei.gateway.pki")
          .should()
          .dependOnClassesThat(resideInAPackage("org.bouncycastle.."));

  /** Artemis compares the time of a delayed message with the system's. */
  @ArchTest
  static final ArchRule timeComesFromAClock =
      noClasses()
          .that()
          .resideOutsideOfPackage("renkei.broker.artemis")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");
}
