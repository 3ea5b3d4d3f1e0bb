package renkei.broker;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

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
  static final ArchRule noRoomLeadsBackIntoItself =
      slices().matching("renkei.(broker..)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theRootKnowsNoOtherRoomButMessage =
      noClasses()
          .that()
          .resideInAPackage("renkei.broker")
          .should()
          .dependOnClassesThat(
              resideInAPackage("renkei.broker.*..")
                  .and(resideOutsideOfPackage("renkei.broker.message")));

  @ArchTest
  static final ArchRule messagesKnowNothingElseOfTheBroker =
      noClasses()
          .that()
          .resideInAPackage("renkei.broker.message")
          .should()
          .dependOnClassesThat(
              resideInAPackage("renkei.broker..")
                  .and(resideOutsideOfPackage("renkei.broker.message")));

  @ArchTest
  static final ArchRule theEngineKnowsNoCase =
      noClasses()
          .that()
          .resideInAPackage("renkei.broker.engine")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "renkei.broker.inquiry", "renkei.broker.provision", "renkei.broker.bulk")
          .orShould()
          .dependOnClassesThat()
          .haveSimpleName("PermittedInquiry")
          .orShould()
          .dependOnClassesThat()
          .haveSimpleName("Decision")
          .orShould()
          .dependOnClassesThat()
          .haveSimpleName("AnswerReceived");

  @ArchTest
  static final ArchRule casesDoNotSeeEachOther =
      slices().matching("renkei.broker.(inquiry|provision)").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule aCaseHasOnePublicClass =
      classes()
          .that()
          .resideInAnyPackage("renkei.broker.inquiry", "renkei.broker.provision")
          .and()
          .areTopLevelClasses()
          .and()
          .doNotHaveSimpleName("InquiryCase")
          .and()
          .doNotHaveSimpleName("ProvisionCase")
          .should()
          .bePackagePrivate();

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
          .resideInAnyPackage("com.hazelcast..", "io.github.bucket4j.grid..");

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
