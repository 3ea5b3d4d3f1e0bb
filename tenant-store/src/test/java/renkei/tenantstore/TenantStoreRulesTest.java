package renkei.tenantstore;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture: the tenant store knows codebook and signing. */
class TenantStoreRulesTest {

  private static final JavaClasses TENANT_STORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("renkei.tenantstore");

  @Test
  void knowsNeitherTheBrokerNorTheDoors() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("renkei.broker..", "renkei.gateway..", "renkei.testagencies..")
        .check(TENANT_STORE);
  }

  @Test
  void pointsFromTheAdapterToTheRoot() {
    noClasses()
        .that()
        .resideOutsideOfPackage("renkei.tenantstore.postgres..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("renkei.tenantstore.postgres..")
        .check(TENANT_STORE);
  }

  @Test
  void leadsFromNoRoomBackIntoItself() {
    slices().matching("renkei.(**)").should().beFreeOfCycles().check(TENANT_STORE);
  }

  @Test
  void isJoinedByTheRootWhichNoRoomBelowKnows() {
    noClasses()
        .that()
        .resideInAPackage("renkei.tenantstore.*..")
        .and()
        .resideOutsideOfPackage("renkei.tenantstore.postgres")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("renkei.tenantstore")
        .check(TENANT_STORE);
  }

  @Test
  void keepsLayoutsAndRecordsToThemselves() {
    for (String room : List.of("renkei.tenantstore.layout", "renkei.tenantstore.record")) {
      noClasses()
          .that()
          .resideInAPackage(room)
          .should()
          .dependOnClassesThat(
              resideInAPackage("renkei.tenantstore..").and(resideOutsideOfPackage(room)))
          .check(TENANT_STORE);
    }
  }

  @Test
  void holdsReplicasAndLoadsAgainstLayoutsAndNothingElse() {
    for (String room : List.of("renkei.tenantstore.replica", "renkei.tenantstore.load")) {
      noClasses()
          .that()
          .resideInAPackage(room)
          .should()
          .dependOnClassesThat(
              resideInAPackage("renkei.tenantstore..")
                  .and(resideOutsideOfPackages(room, "renkei.tenantstore.layout")))
          .check(TENANT_STORE);
    }
  }

  @Test
  void showsOneClassOfTheAdapter() {
    classes()
        .that()
        .resideInAPackage("renkei.tenantstore.postgres")
        .and()
        .haveModifier(PUBLIC)
        .should()
        .haveSimpleName("PostgresTenantStore")
        .check(TENANT_STORE);
  }

  @Test
  void keepsAllRoomsButOneFreeOfDrivers() {
    noClasses()
        .that()
        .resideOutsideOfPackage("renkei.tenantstore.postgres")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jdbi..", "org.postgresql..", "com.zaxxer..", "java.sql..")
        .check(TENANT_STORE);
  }

  @Test
  void asksTheClockItWasGiven() {
    noClasses()
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.LocalDate.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(TENANT_STORE);
  }
}
