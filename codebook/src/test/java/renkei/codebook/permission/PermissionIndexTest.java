package renkei.codebook.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import renkei.codebook.AffairCode;
import renkei.codebook.AgencyCode;
import renkei.codebook.Consent;
import renkei.codebook.ConsentBasis;
import renkei.codebook.Delegation;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.codebook.Matter;
import renkei.codebook.PermissionRowId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyDirectory;
import renkei.codebook.directory.AgencyKind;
import renkei.codebook.directory.BodyClass;
import renkei.codebook.directory.BodyClass.Member;
import renkei.codebook.directory.BodyClassId;
import renkei.codebook.directory.DelegationGiven;
import renkei.codebook.directory.Lifetime;
import renkei.codebook.directory.Remit;
import renkei.codebook.directory.Validity;
import renkei.codebook.permission.PermissionDecision.Allowed;
import renkei.codebook.permission.PermissionDecision.Denied;
import renkei.codebook.permission.PermissionDecision.Reason;

class PermissionIndexTest {

  private static final LocalDate TODAY = LocalDate.parse("2026-06-01");
  private static final AgencyCode MINISTRY = new AgencyCode("9000000000000031");
  private static final AgencyCode CITY = new AgencyCode("9099001900000000");
  private static final AgencyCode OTHER_CITY = new AgencyCode("9099002700000000");
  private static final AgencyCode ENDED = new AgencyCode("9099004300000000");
  private static final AgencyCode UNION = new AgencyCode("9099005100000000");
  private static final AgencyCode STRANGER = new AgencyCode("9099009900000000");

  private static final AffairCode AFFAIR = new AffairCode("JM00000000000001");
  private static final ProcedureCode PROCEDURE = new ProcedureCode("JT00000000000011");
  private static final InformationCode TAX = new InformationCode("TM00000000000201");
  private static final ItemCode INCOME = new ItemCode("TK00000000020009");
  private static final ItemCode TAX_PAID = new ItemCode("TK00000000020028");
  private static final ConsentBasis BASIS = new ConsentBasis("TAX_CONSENT");
  private static final ItemChoice ALL = new ItemChoice.All();

  private static final AgencyDirectory DIRECTORY =
      new AgencyDirectory(
          List.of(
              body(MINISTRY, AgencyKind.MINISTRY, Lifetime.ALWAYS, Remit.OWN),
              body(CITY, AgencyKind.MUNICIPALITY, Lifetime.ALWAYS, delegatingTo(UNION)),
              body(OTHER_CITY, AgencyKind.MUNICIPALITY, Lifetime.ALWAYS, Remit.OWN),
              body(
                  ENDED,
                  AgencyKind.MUNICIPALITY,
                  new Lifetime(until(TODAY.minusDays(1)), List.of()),
                  Remit.OWN),
              body(
                  UNION,
                  AgencyKind.PARTIAL_UNION,
                  Lifetime.ALWAYS,
                  new Remit(Optional.empty(), Set.of(CITY), List.of(), List.of()))));

  private static final List<BodyClass> CLASSES =
      List.of(
          bodies("MINISTRY", new Member.Body(MINISTRY)),
          bodies("CITIES", new Member.OfKind(AgencyKind.MUNICIPALITY)),
          bodies("OF-THE-UNION", new Member.MembersOf(UNION)));

  private static Agency body(AgencyCode code, AgencyKind kind, Lifetime lifetime, Remit remit) {
    return new Agency(code, kind, Optional.empty(), "機関", "Body", lifetime, remit);
  }

  private static Remit delegatingTo(AgencyCode other) {
    DelegationGiven given = new DelegationGiven(other, Set.of(PROCEDURE), Validity.ALWAYS);
    return new Remit(Optional.empty(), Set.of(), List.of(), List.of(given));
  }

  private static Validity until(LocalDate day) {
    return new Validity(Optional.empty(), Optional.of(day));
  }

  private static BodyClass bodies(String id, Member... members) {
    return new BodyClass(new BodyClassId(id), "区分", "Class", Set.of(members));
  }

  private static PermissionRow row(
      String id, String asking, String asked, ItemChoice items, PermissionRow.Terms terms) {
    return new PermissionRow(
        new PermissionRowId(id),
        new BodyClassId(asking),
        new BodyClassId(asked),
        Purpose.LINKAGE,
        new Matter(AFFAIR, PROCEDURE, TAX, items),
        terms);
  }

  private static PermissionRow row(String id, String asking, String asked, ItemChoice items) {
    return row(id, asking, asked, items, terms(new ConsentRule.NotNeeded(), DelegationRule.NONE));
  }

  private static PermissionRow.Terms terms(ConsentRule consent, DelegationRule delegation) {
    return new PermissionRow.Terms("番号法 別表 試験の項", consent, delegation, Validity.ALWAYS);
  }

  private static ItemChoice items(ItemCode... items) {
    return new ItemChoice.Some(List.of(items));
  }

  private static PermissionIndex index(PermissionRow... rows) {
    return new PermissionIndex(
        new PermissionList(7, Validity.ALWAYS, CLASSES, List.of(rows)), DIRECTORY);
  }

  private static PermissionQuestion question(
      AgencyCode inquirer, AgencyCode provider, ItemChoice items) {
    return new PermissionQuestion(
        inquirer, provider, Purpose.LINKAGE, new Matter(AFFAIR, PROCEDURE, TAX, items), TODAY);
  }

  private static PermissionQuestion delegated(Delegation delegation, AgencyCode inquirer) {
    return new PermissionQuestion(
        inquirer,
        OTHER_CITY,
        Purpose.LINKAGE,
        new Matter(AFFAIR, PROCEDURE, TAX, ALL),
        delegation,
        Optional.empty(),
        TODAY);
  }

  private static Allowed allowed(String row) {
    return new Allowed(new PermissionRowId(row), 7);
  }

  @Test
  void namesTheRowAndTheVersionThatAllowIt() {
    assertThat(index(row("R-1", "MINISTRY", "CITIES", ALL)).decide(question(MINISTRY, CITY, ALL)))
        .isEqualTo(allowed("R-1"));
  }

  @Test
  void letsNobodyAskWhatAnotherOfItsSortMayAsk() {
    PermissionIndex index = index(row("R-1", "OF-THE-UNION", "CITIES", ALL));

    assertThat(index.decide(question(CITY, OTHER_CITY, ALL))).isEqualTo(allowed("R-1"));
    assertThat(index.decide(question(OTHER_CITY, CITY, ALL)))
        .isEqualTo(new Denied(Reason.NO_PERMISSION));
  }

  @Test
  void decidesByTheLowestRowThatAllowsAllItems() {
    PermissionIndex index =
        index(
            row("R-4", "CITIES", "CITIES", ALL),
            row("R-2", "CITIES", "CITIES", items(INCOME, TAX_PAID)),
            row("R-3", "OF-THE-UNION", "CITIES", items(INCOME, TAX_PAID)),
            row("R-1", "CITIES", "CITIES", items(INCOME)));

    assertThat(index.decide(question(CITY, OTHER_CITY, items(INCOME)))).isEqualTo(allowed("R-1"));
    assertThat(index.decide(question(CITY, OTHER_CITY, items(INCOME, TAX_PAID))))
        .isEqualTo(allowed("R-2"));
    assertThat(index.decide(question(CITY, OTHER_CITY, ALL))).isEqualTo(allowed("R-4"));
  }

  @Test
  void deniesItemsOutsideTheRow() {
    PermissionIndex index = index(row("R-1", "CITIES", "CITIES", items(INCOME)));
    Denied denied = new Denied(Reason.ITEMS_NOT_PERMITTED);
    ItemCode unknown = new ItemCode("TK00000000029999");

    assertThat(index.decide(question(CITY, OTHER_CITY, ALL))).isEqualTo(denied);
    assertThat(index.decide(question(CITY, OTHER_CITY, items(INCOME, TAX_PAID)))).isEqualTo(denied);
    assertThat(index.decide(question(CITY, OTHER_CITY, items(unknown)))).isEqualTo(denied);
  }

  @Test
  void deniesWithoutTheConsentThatTheRowAsksFor() {
    PermissionIndex index =
        index(
            row(
                "R-1",
                "CITIES",
                "CITIES",
                ALL,
                terms(new ConsentRule.Needed(Set.of(BASIS)), DelegationRule.NONE)));

    assertThat(index.decide(withConsent(Optional.empty())))
        .isEqualTo(new Denied(Reason.CONSENT_MISSING));
    assertThat(index.decide(withConsent(consent(new ConsentBasis("OTHER"), TODAY))))
        .isEqualTo(new Denied(Reason.CONSENT_MISSING));
    assertThat(index.decide(withConsent(consent(BASIS, TODAY.plusDays(1)))))
        .isEqualTo(new Denied(Reason.CONSENT_MISSING));
    assertThat(index.decide(withConsent(consent(BASIS, TODAY)))).isEqualTo(allowed("R-1"));
  }

  private static Optional<Consent> consent(ConsentBasis basis, LocalDate given) {
    return Optional.of(new Consent(basis, Optional.of(given)));
  }

  private static PermissionQuestion withConsent(Optional<Consent> consent) {
    return new PermissionQuestion(
        CITY,
        OTHER_CITY,
        Purpose.LINKAGE,
        new Matter(AFFAIR, PROCEDURE, TAX, ALL),
        Delegation.NONE,
        consent,
        TODAY);
  }

  @Test
  void letsABodyActForAnotherOnlyIfRowAndDirectorySaySo() {
    Delegation forTheCity = new Delegation(Optional.of(CITY), Optional.empty());
    Delegation forTheOther = new Delegation(Optional.of(OTHER_CITY), Optional.empty());
    PermissionIndex strict = index(row("R-1", "CITIES", "CITIES", ALL));
    PermissionIndex open =
        index(
            row(
                "R-1",
                "CITIES",
                "CITIES",
                ALL,
                terms(new ConsentRule.NotNeeded(), DelegationRule.INQUIRER)));

    assertThat(strict.decide(delegated(forTheCity, UNION)))
        .isEqualTo(new Denied(Reason.DELEGATION_NOT_PERMITTED));
    assertThat(open.decide(delegated(forTheCity, UNION))).isEqualTo(allowed("R-1"));
    assertThat(open.decide(delegated(forTheOther, UNION)))
        .isEqualTo(new Denied(Reason.DELEGATION_NOT_GIVEN));
    assertThat(open.decide(delegated(Delegation.NONE, UNION)))
        .isEqualTo(new Denied(Reason.NO_PERMISSION));
  }

  @Test
  void deniesBodiesThatAreUnknownOrHaveEnded() {
    PermissionIndex index = index(row("R-1", "CITIES", "CITIES", ALL));

    assertThat(index.decide(question(CITY, STRANGER, ALL)))
        .isEqualTo(new Denied(Reason.UNKNOWN_AGENCY));
    assertThat(index.decide(question(ENDED, CITY, ALL)))
        .isEqualTo(new Denied(Reason.AGENCY_NOT_VALID));
    assertThat(index.decide(delegated(new Delegation(Optional.of(ENDED), Optional.empty()), CITY)))
        .isEqualTo(new Denied(Reason.AGENCY_NOT_VALID));
  }

  @Test
  void knowsTheAffairOfAProcedureByItsLowestRow() {
    assertThat(index(row("R-1", "CITIES", "CITIES", ALL)).affairOf(PROCEDURE)).contains(AFFAIR);
    assertThat(index().affairOf(PROCEDURE)).isEmpty();
  }

  private static void refuses(String sentence, List<BodyClass> classes, PermissionRow... rows) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new PermissionIndex(
                    new PermissionList(7, Validity.ALWAYS, classes, List.of(rows)), DIRECTORY))
        .withMessageContaining(sentence);
  }

  @Test
  void refusesAListThatNamesWhatIsNotThereOrAnythingTwice() {
    PermissionRow one = row("R-1", "CITIES", "CITIES", ALL);

    refuses("row R-1 occurs twice", CLASSES, one, one);
    refuses("row R-1 names class WARDS", CLASSES, row("R-1", "CITIES", "WARDS", ALL));
    refuses("class CITIES occurs twice", List.of(CLASSES.get(1), CLASSES.get(1)));
  }

  @Test
  void refusesABodyInMoreClassesThanCanBeTried() {
    List<BodyClass> many =
        IntStream.rangeClosed(0, 24)
            .mapToObj(number -> bodies("C-" + number, new Member.Body(CITY)))
            .toList();

    refuses("agency " + CITY + " is in 25 classes", many);
    assertThat(
            new PermissionIndex(
                    new PermissionList(7, Validity.ALWAYS, many.subList(0, 24), List.of()),
                    DIRECTORY)
                .decide(question(CITY, CITY, ALL)))
        .isEqualTo(new Denied(Reason.NO_PERMISSION));
  }

  @Test
  void decidesAsAScanOfAllRowsDoes() {
    long seed = new Random().nextLong();
    RandomPermissions random = new RandomPermissions(seed);
    Map<Object, Integer> told = new HashMap<>();
    for (int round = 0; round < 10; round++) {
      AgencyDirectory directory = random.directory();
      PermissionList list = random.list();
      PermissionIndex index = new PermissionIndex(list, directory);
      for (int i = 0; i < 1_000; i++) {
        PermissionQuestion question = random.question();
        PermissionDecision decided = index.decide(question);
        assertThat(decided)
            .as("seed %d, round %d: %s", seed, round, question)
            .isEqualTo(PlainPermissions.decide(list, directory, question));
        told.merge(decided instanceof Denied ? decided : Allowed.class, 1, Integer::sum);
      }
    }
    assertThat(told).as("all kinds of decisions, seed %d", seed).hasSize(9);
  }
}
