package renkei.broker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "renkei.broker", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule dependsOnTheCodebookAlone =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("renkei.tenantstore..", "renkei.gateway..", "renkei.testagencies..");

  @ArchTest
  static final ArchRule artemisStaysInItsAdapter =
      noClasses()
          .that()
          .resideOutsideOfPackage("renkei.broker.artemis")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.activemq..");

  @ArchTest
  static final ArchRule hazelcastStaysInItsAdapter =
      noClasses()
          .that()
          .resideOutsideOfPackage("renkei.broker.hazelcast")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.hazelcast..", "io.github.bucket4j..");

  @ArchTest
  static final ArchRule arrowsPointFromAdapterToRoot =
      noClasses()
          .that()
          .resideInAPackage("renkei.broker")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("renkei.broker.artemis", "renkei.broker.hazelcast");

  @ArchTest
  static final ArchRule anAdapterHasOnePublicClass =
      classes()
          .that()
          .resideInAnyPackage("renkei.broker.artemis", "renkei.broker.hazelcast")
          .and()
          .areTopLevelClasses()
          .and()
          .doNotHaveSimpleName("ArtemisQueues")
          .and()
          .doNotHaveSimpleName("HazelcastThrottle")
          .should()
          .bePackagePrivate();

  @ArchTest
  static final ArchRule timeComesFromTheClock =
      noClasses()
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.LocalDate.class, "now");
}
