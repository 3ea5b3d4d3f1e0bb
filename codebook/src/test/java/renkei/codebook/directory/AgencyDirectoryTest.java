package renkei.codebook.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.ProcedureCode;

/** Mergers, wards and unions: who held what on which day. */
class AgencyDirectoryTest {

  private static final InformationCode TAX = new InformationCode("TM00000000000201");
  private static final InformationCode MEDICAL = new InformationCode("TM00000000000206");
  private static final InformationCode PENSION = new InformationCode("TM00000000000401");

  private static final LocalDate MERGER = LocalDate.parse("2026-04-01");
  private static final LocalDate EVE = MERGER.minusDays(1);
  private static final LocalDate LATER = LocalDate.parse("2031-10-01");

  private static final AgencyCode CITY = code(1);
  private static final AgencyCode OTHER_CITY = code(2);
  private static final AgencyCode TOWN = code(3);
  private static final AgencyCode VILLAGE = code(4);
  private static final AgencyCode WARD = code(5);
  private static final AgencyCode UNION = code(6);
  private static final AgencyCode NATIONAL = code(7);
  private static final AgencyCode STRANGER = code(9);

  private static AgencyCode code(int number) {
    return new AgencyCode("%016d".formatted(number));
  }

  private static Agency body(AgencyCode code, AgencyKind kind, Lifetime lifetime, Remit remit) {
    return new Agency(code, kind, Optional.empty(), "機関" + code, "Body " + code, lifetime, remit);
  }

  private static Agency municipality(AgencyCode code, Lifetime lifetime) {
    return body(code, AgencyKind.MUNICIPALITY, lifetime, Remit.OWN);
  }

  private static Agency city(AgencyCode code) {
    return municipality(code, Lifetime.ALWAYS);
  }

  private static Agency ward(AgencyCode code, AgencyCode city) {
    Remit part = new Remit(Optional.of(city), Set.of(), List.of(), List.of());
    return body(code, AgencyKind.WARD, Lifetime.ALWAYS, part);
  }

  private static Agency union(AgencyCode code, Validity responsible, AgencyCode... members) {
    Remit remit =
        new Remit(
            Optional.empty(),
            Set.of(members),
            List.of(new Responsibility(MEDICAL, responsible)),
            List.of());
    return body(code, AgencyKind.WIDE_AREA_UNION, Lifetime.ALWAYS, remit);
  }

  private static Validity from(LocalDate day) {
    return new Validity(Optional.of(day), Optional.empty());
  }

  private static Validity until(LocalDate day) {
    return new Validity(Optional.empty(), Optional.of(day));
  }

  /** Ends the day before others take over everything. */
  private static Lifetime followed(LocalDate from, AgencyCode... successors) {
    return new Lifetime(
        until(from.minusDays(1)),
        Stream.of(successors).map(one -> new Succession(from, one, Set.of())).toList());
  }

  private static Lifetime passingOn(InformationCode information, LocalDate from, AgencyCode to) {
    return new Lifetime(Validity.ALWAYS, List.of(new Succession(from, to, Set.of(information))));
  }

  private static AgencyDirectory directory(Agency... agencies) {
    return new AgencyDirectory(List.of(agencies));
  }

  private static List<AgencyCode> codes(Holder holder) {
    return switch (holder) {
      case Holder.Body(Agency agency) -> List.of(agency.code());
      case Holder.Several(List<Agency> several) -> several.stream().map(Agency::code).toList();
      case Holder.NoneKnown() -> List.of();
    };
  }

  @ParameterizedTest
  @CsvSource({"2026-03-30, 3", "2026-03-31, 3", "2026-04-01, 1", "2026-04-02, 1", "2040-01-01, 1"})
  void findsTheTownUntilTheEveOfItsMergerAndItsSuccessorFromTheDayOn(LocalDate day, int holder) {
    AgencyDirectory directory = directory(city(CITY), municipality(TOWN, followed(MERGER, CITY)));

    assertThat(codes(directory.holder(TAX, TOWN, day))).containsExactly(code(holder));
  }

  @Test
  void followsOneMergerBehindTheOther() {
    AgencyDirectory directory =
        directory(
            city(CITY),
            municipality(TOWN, followed(LATER, CITY)),
            municipality(VILLAGE, followed(MERGER, TOWN)));

    assertThat(codes(directory.holder(TAX, VILLAGE, EVE))).containsExactly(VILLAGE);
    assertThat(codes(directory.holder(TAX, VILLAGE, MERGER))).containsExactly(TOWN);
    assertThat(codes(directory.holder(TAX, VILLAGE, LATER))).containsExactly(CITY);
  }

  @Test
  void namesAllPredecessorsOfACityThatHadNotBegun() {
    AgencyDirectory directory =
        directory(
            municipality(CITY, new Lifetime(from(MERGER), List.of())),
            municipality(TOWN, followed(MERGER, CITY)),
            municipality(VILLAGE, followed(MERGER, CITY)));

    assertThat(codes(directory.holder(TAX, CITY, EVE))).containsExactly(TOWN, VILLAGE);
    assertThat(codes(directory.holder(TAX, CITY, MERGER))).containsExactly(CITY);
  }

  @Test
  void namesAllSuccessorsOfATownThatWasDivided() {
    AgencyDirectory directory =
        directory(
            city(CITY), city(OTHER_CITY), municipality(TOWN, followed(MERGER, OTHER_CITY, CITY)));

    assertThat(directory.holder(TAX, TOWN, MERGER)).isInstanceOf(Holder.Several.class);
    assertThat(codes(directory.holder(TAX, TOWN, MERGER))).containsExactly(CITY, OTHER_CITY);
  }

  @Test
  void findsWhoeverTookOverOneInformationAndTheBodyItselfForTheOthers() {
    AgencyDirectory directory =
        directory(city(CITY), municipality(TOWN, passingOn(MEDICAL, MERGER, CITY)));

    assertThat(codes(directory.holder(MEDICAL, TOWN, EVE))).containsExactly(TOWN);
    assertThat(codes(directory.holder(MEDICAL, TOWN, MERGER))).containsExactly(CITY);
    assertThat(codes(directory.holder(TAX, TOWN, MERGER))).containsExactly(TOWN);
  }

  @Test
  void findsTheCityOfAWard() {
    AgencyDirectory directory = directory(city(CITY), ward(WARD, CITY));

    assertThat(codes(directory.holder(TAX, WARD, MERGER))).containsExactly(CITY);
    assertThat(directory.find(WARD).orElseThrow().standsOn(MERGER)).isFalse();
  }

  @Test
  void findsTheUnionForItsInformationAndNoOther() {
    AgencyDirectory directory =
        directory(
            city(CITY), city(OTHER_CITY), ward(WARD, CITY), union(UNION, Validity.ALWAYS, CITY));

    assertThat(codes(directory.holder(MEDICAL, CITY, MERGER))).containsExactly(UNION);
    assertThat(codes(directory.holder(MEDICAL, WARD, MERGER))).containsExactly(UNION);
    assertThat(codes(directory.holder(TAX, CITY, MERGER))).containsExactly(CITY);
    assertThat(codes(directory.holder(MEDICAL, OTHER_CITY, MERGER))).containsExactly(OTHER_CITY);
  }

  @Test
  void findsTheUnionOnTheDaysOfItsResponsibilityOnly() {
    AgencyDirectory directory = directory(city(CITY), union(UNION, from(MERGER), CITY));

    assertThat(codes(directory.holder(MEDICAL, CITY, EVE))).containsExactly(CITY);
    assertThat(codes(directory.holder(MEDICAL, CITY, MERGER))).containsExactly(UNION);
  }

  @Test
  void findsTheUnionOfTheCityThatATownMergedInto() {
    AgencyDirectory directory =
        directory(
            city(CITY),
            municipality(TOWN, followed(MERGER, CITY)),
            union(UNION, Validity.ALWAYS, CITY));

    assertThat(codes(directory.holder(MEDICAL, TOWN, EVE))).containsExactly(TOWN);
    assertThat(codes(directory.holder(MEDICAL, TOWN, MERGER))).containsExactly(UNION);
  }

  @Test
  void namesBothWhereTwoUnionsAreResponsible() {
    AgencyDirectory directory =
        directory(
            city(CITY),
            union(UNION, Validity.ALWAYS, CITY),
            union(OTHER_CITY, Validity.ALWAYS, CITY));

    assertThat(codes(directory.holder(MEDICAL, CITY, MERGER))).containsExactly(UNION, OTHER_CITY);
  }

  @Test
  void findsTheNationalBodyForEverybody() {
    Remit everybody =
        new Remit(
            Optional.empty(),
            Set.of(),
            List.of(new Responsibility(PENSION, Validity.ALWAYS)),
            List.of());
    AgencyDirectory directory =
        directory(
            city(CITY), body(NATIONAL, AgencyKind.PENSION_SERVICE, Lifetime.ALWAYS, everybody));

    assertThat(codes(directory.holder(PENSION, CITY, MERGER))).containsExactly(NATIONAL);
    assertThat(codes(directory.holder(TAX, CITY, MERGER))).containsExactly(CITY);
  }

  @Test
  void knowsNobodyForAnUnknownAreaOrOneThatEndedWithoutASuccessor() {
    AgencyDirectory directory = directory(municipality(TOWN, new Lifetime(until(EVE), List.of())));

    assertThat(directory.holder(TAX, STRANGER, EVE)).isEqualTo(new Holder.NoneKnown());
    assertThat(directory.holder(TAX, TOWN, MERGER)).isEqualTo(new Holder.NoneKnown());
  }

  @Test
  void knowsADelegationOnItsDaysUnderItsProcedures() {
    ProcedureCode procedure = new ProcedureCode("JT00000000000014");
    DelegationGiven given = new DelegationGiven(OTHER_CITY, Set.of(procedure), from(MERGER));
    Remit remit = new Remit(Optional.empty(), Set.of(), List.of(), List.of(given));
    AgencyDirectory directory =
        directory(body(CITY, AgencyKind.MUNICIPALITY, Lifetime.ALWAYS, remit), city(OTHER_CITY));

    assertThat(directory.delegates(CITY, OTHER_CITY, procedure, MERGER)).isTrue();
    assertThat(directory.delegates(CITY, OTHER_CITY, procedure, EVE)).isFalse();
    assertThat(directory.delegates(OTHER_CITY, CITY, procedure, MERGER)).isFalse();
    assertThat(directory.delegates(CITY, OTHER_CITY, new ProcedureCode("JT00000000000015"), MERGER))
        .isFalse();
  }

  private static void refuses(String sentence, Agency... agencies) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> directory(agencies))
        .withMessageContaining(agencies[0].code().value())
        .withMessageContaining(sentence);
  }

  @Test
  void refusesBodiesThatTheDirectoryDoesNotHave() {
    refuses("names 0000000000000009", municipality(TOWN, followed(MERGER, STRANGER)));
    refuses("names 0000000000000009", ward(WARD, STRANGER));
    refuses("names 0000000000000009", union(UNION, Validity.ALWAYS, STRANGER));
  }

  @Test
  void refusesACycleOfSuccessorsAndShowsIt() {
    refuses(
        "succeeds itself: 0000000000000003 -> 0000000000000004 -> 0000000000000003",
        municipality(TOWN, passingOn(TAX, MERGER, VILLAGE)),
        municipality(VILLAGE, passingOn(TAX, LATER, TOWN)));
    refuses("succeeds itself", municipality(TOWN, passingOn(TAX, MERGER, TOWN)));
  }

  @Test
  void refusesASuccessorThatIsNoBodyOnItsFirstDay() {
    refuses(
        "from 2026-04-01, which is no body on that day",
        municipality(TOWN, followed(MERGER, CITY)),
        municipality(CITY, new Lifetime(from(MERGER.plusDays(1)), List.of())));
    refuses(
        "which is no body on that day",
        municipality(TOWN, followed(MERGER, WARD)),
        ward(WARD, CITY),
        city(CITY));
  }

  @Test
  void refusesAMemberThatIsNoLocalBodyOrAUnion() {
    refuses(
        "has the member 0000000000000007",
        union(UNION, Validity.ALWAYS, NATIONAL),
        body(NATIONAL, AgencyKind.MINISTRY, Lifetime.ALWAYS, Remit.OWN));
    refuses(
        "has the member 0000000000000001",
        union(UNION, Validity.ALWAYS, CITY),
        union(CITY, Validity.ALWAYS, TOWN),
        city(TOWN));
  }

  @Test
  void refusesAWardOfWhatIsNoCity() {
    refuses(
        "which is no MUNICIPALITY",
        ward(WARD, UNION),
        union(UNION, Validity.ALWAYS, CITY),
        city(CITY));
  }

  @Test
  void refusesADelegationToOneself() {
    DelegationGiven given =
        new DelegationGiven(CITY, Set.of(new ProcedureCode("JT00000000000014")), Validity.ALWAYS);
    Remit remit = new Remit(Optional.empty(), Set.of(), List.of(), List.of(given));

    refuses("delegates to", body(CITY, AgencyKind.MUNICIPALITY, Lifetime.ALWAYS, remit));
  }

  @Test
  void refusesWhatIsNotForABodyOfItsKind() {
    Remit members = new Remit(Optional.empty(), Set.of(TOWN), List.of(), List.of());
    Remit part = new Remit(Optional.of(CITY), Set.of(), List.of(), List.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> body(CITY, AgencyKind.MUNICIPALITY, Lifetime.ALWAYS, members))
        .withMessageContaining("neither a union nor a PREFECTURE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> body(TOWN, AgencyKind.MUNICIPALITY, Lifetime.ALWAYS, part))
        .withMessageContaining("no WARD");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> union(UNION, Validity.ALWAYS))
        .withMessageContaining("no members");
  }

  @Test
  void refusesASuccessionWithoutAnEndToFollow() {
    Succession everything = new Succession(MERGER, CITY, Set.of());

    for (Validity validity : List.of(Validity.ALWAYS, until(MERGER), until(EVE.minusDays(1)))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Lifetime(validity, List.of(everything)))
          .withMessageContaining("validTo must be the day before");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Lifetime(until(EVE), List.of(new Succession(LATER, CITY, Set.of(TAX)))))
        .withMessageContaining("nothing to take over");
  }

  @Test
  void readsALongChainOfMergers() {
    List<Agency> chain = new ArrayList<>();
    for (int i = 10; i < 60; i++) {
      chain.add(municipality(code(i), followed(MERGER.plusYears(i), code(i + 1))));
    }
    chain.add(city(code(60)));
    AgencyDirectory directory = new AgencyDirectory(chain);

    assertThat(codes(directory.holder(TAX, code(10), MERGER))).containsExactly(code(10));
    assertThat(codes(directory.holder(TAX, code(10), MERGER.plusYears(100))))
        .containsExactly(code(60));
  }
}
