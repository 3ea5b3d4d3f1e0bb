package renkei.codebook;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture: codebook knows signing and nothing else of ours. */
class CodebookRulesTest {

  private static final JavaClasses CODEBOOK =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("renkei.codebook");

  @Test
  void knowsOnlySigningBesidesItself() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "renkei.tenantstore..", "renkei.broker..", "renkei.gateway..", "renkei.testagencies..")
        .check(CODEBOOK);
  }

  @Test
  void pointsFromTheAdapterToTheRoot() {
    noClasses()
        .that()
        .resideOutsideOfPackage("renkei.codebook.postgres..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("renkei.codebook.postgres..")
        .check(CODEBOOK);
  }

  @Test
  void leadsFromNoRoomBackIntoItself() {
    slices().matching("renkei.(**)").should().beFreeOfCycles().check(CODEBOOK);
  }

  @Test
  void keepsTheVocabularyFreeOfTheRoomsBelow() {
    noClasses()
        .that()
        .resideInAPackage("renkei.codebook")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("renkei.codebook.*..")
        .check(CODEBOOK);
  }

  @Test
  void knowsBodiesByTheVocabularyAlone() {
    noClasses()
        .that()
        .resideInAPackage("renkei.codebook.directory")
        .should()
        .dependOnClassesThat(
            resideInAPackage("renkei.codebook.*..")
                .and(resideOutsideOfPackage("renkei.codebook.directory")))
        .check(CODEBOOK);
  }

  @Test
  void tellsDaysAndYearsWithoutAnyOtherRoom() {
    noClasses()
        .that()
        .resideInAPackage("renkei.codebook.calendar")
        .should()
        .dependOnClassesThat(
            resideInAPackage("renkei.codebook..")
                .and(resideOutsideOfPackage("renkei.codebook.calendar")))
        .check(CODEBOOK);
  }

  @Test
  void permitsByVocabularyAndDirectoryInsideATransaction() {
    noClasses()
        .that()
        .resideInAPackage("renkei.codebook.permission")
        .should()
        .dependOnClassesThat(
            resideInAPackage("renkei.codebook.*..")
                .and(
                    resideOutsideOfPackages(
                        "renkei.codebook.permission",
                        "renkei.codebook.directory",
                        "renkei.codebook.database")))
        .check(CODEBOOK);
  }

  @Test
  void showsOneClassOfTheAdapter() {
    classes()
        .that()
        .resideInAPackage("renkei.codebook.postgres")
        .and()
        .haveModifier(PUBLIC)
        .should()
        .haveSimpleName("PostgresCodebook")
        .check(CODEBOOK);
  }

  /** See docs/decisions/0206: what every module needs to use PostgreSQL, and no more. */
  @Test
  void showsOfTheDatabaseWhatItMust() {
    assertThat(
            CODEBOOK.stream()
                .filter(type -> type.getPackageName().equals("renkei.codebook.database"))
                .filter(type -> type.getModifiers().contains(PUBLIC) && type.isTopLevelClass())
                .map(JavaClass::getSimpleName))
        .containsExactlyInAnyOrder(
            "ColumnKeys",
            "DamageReport",
            "Database",
            "DatabaseDamagedException",
            "DatabaseSettings",
            "DatabaseUnavailableException",
            "BlindIndex",
            "KeysUnavailableException",
            "NamedSql",
            "PlatformTransaction",
            "SealedColumns",
            "Sql",
            "SqlArray",
            "TenantTransaction",
            "ValueRefusedException");
  }

  @Test
  void keepsAllRoomsButTwoFreeOfDrivers() {
    noClasses()
        .that()
        .resideOutsideOfPackages("renkei.codebook.postgres", "renkei.codebook.database")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jdbi..", "org.postgresql..", "com.zaxxer..", "java.sql..")
        .check(CODEBOOK);
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
        .check(CODEBOOK);
  }
}
