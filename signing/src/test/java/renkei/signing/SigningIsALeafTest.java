package renkei.signing;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class SigningIsALeafTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("renkei.signing");

  /** Each package by itself, whether it is inside another or not. */
  private static final SliceAssignment PACKAGES =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
          return "packages";
        }
      };

  @Test
  void dependsOnCryptographyXmlAndJsonOnly() {
    classes()
        .that()
        .resideOutsideOfPackage("renkei.signing.bench..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "renkei.signing..",
            "java..",
            "javax..",
            "org.w3c.dom..",
            "org.bouncycastle..",
            "org.apache.xml.security..",
            "com.amazon.corretto..",
            "com.github.benmanes.caffeine..",
            "jakarta.json..",
            "org.jspecify..",
            "org.slf4j..")
        .check(CLASSES);
  }

  /** Rooms know each other one way; the package-info of the root has the map. */
  @Test
  void roomsHaveNoCycles() {
    slices().assignedFrom(PACKAGES).should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theRootKnowsTheAlgorithmsAndNoOtherRoom() {
    noClasses()
        .that()
        .resideInAPackage("renkei.signing")
        .should()
        .dependOnClassesThat(
            resideInAPackage("renkei.signing..")
                .and(not(resideInAnyPackage("renkei.signing", "renkei.signing.algorithm"))))
        .check(CLASSES);
  }

  @Test
  void noRoomHasMoreThanFortyTypes() {
    Map<String, Long> types =
        CLASSES.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

    assertThat(types).allSatisfy((_, count) -> assertThat(count).isLessThanOrEqualTo(40));
  }

  @Test
  void bareKeysAreHandedToTlsAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("renkei.signing.tls")
        .should()
        .callMethod(SigningIdentity.class, "exposeKey")
        .check(CLASSES);
  }

  @Test
  void nothingNeedsTheBenchmarks() {
    noClasses()
        .that()
        .resideOutsideOfPackage("renkei.signing.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("renkei.signing.bench", "org.openjdk.jmh..", "picocli..")
        .check(CLASSES);
  }

  @Test
  void knowsNoWordOfTheDomain() {
    for (JavaClass type : CLASSES) {
      for (String word :
          List.of("tenant", "agency", "inquir", "provision", "permit", "citizen", "replica")) {
        assertThat(type.getSimpleName().toLowerCase(Locale.ROOT)).doesNotContain(word);
      }
    }
  }

  @Test
  void neverRegistersAProvider() {
    noClasses()
        .should()
        .callMethod(java.security.Security.class, "addProvider", java.security.Provider.class)
        .orShould()
        .callMethod(
            java.security.Security.class,
            "insertProviderAt",
            java.security.Provider.class,
            int.class)
        .check(CLASSES);
  }
}
