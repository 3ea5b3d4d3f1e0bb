package renkei.signing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SigningIsALeafTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("renkei.signing");

  @Test
  void dependsOnCryptographyAndXmlOnly() {
    classes()
        .that()
        .resideInAPackage("renkei.signing")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "renkei.signing",
            "java..",
            "javax..",
            "org.w3c.dom..",
            "org.bouncycastle..",
            "org.apache.xml.security..",
            "com.amazon.corretto..",
            "org.jspecify..",
            "org.slf4j..")
        .check(CLASSES);
  }

  @Test
  void nothingNeedsTheBenchmarks() {
    noClasses()
        .that()
        .resideInAPackage("renkei.signing")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("renkei.signing.bench", "org.openjdk.jmh..")
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
