package renkei.testagencies.resident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import renkei.testagencies.layout.Absence;
import renkei.testagencies.layout.ItemRule;
import renkei.testagencies.layout.KeyKind;
import renkei.testagencies.layout.LayoutFile;
import renkei.testagencies.layout.LayoutGroup;
import renkei.testagencies.layout.LayoutItem;
import renkei.testagencies.vocabulary.Edition;
import renkei.testagencies.vocabulary.GroupCode;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.ItemCode;
import renkei.testagencies.vocabulary.TenantId;

class RecordMakerTest {

  private static final LocalDate DAY = LocalDate.of(2026, 6, 1);
  private static final Edition FIRST = new Edition("2026-06");
  private static final Edition SECOND = new Edition("2027-06");
  private static final TenantId TENANT = new TenantId("990019");
  private static final long SEED = Long.getLong("renkei.seed", System.nanoTime());
  private static final List<Registration> PEOPLE =
      Population.invent(SEED, List.of(TENANT), 160, 25).town(TENANT).registrations();
  private static final ItemCode TOTAL_INCOME = new ItemCode("TK00000000020009");

  static final List<InformationCode> ALL =
      Stream.of(
              "101", "201", "202", "203", "204", "205", "206", "207", "208", "401", "402", "403",
              "501", "502")
          .map(code -> new InformationCode("TM00000000000" + code))
          .toList();

  private static RecordMaker maker(InformationCode information, Edition edition) {
    return new RecordMaker(LayoutFile.published(information, edition), DAY);
  }

  private static RecordMaker tax() {
    return maker(new InformationCode("TM00000000000201"), FIRST);
  }

  private static Stream<ReplicaRecord> everybodys(RecordMaker maker) {
    return PEOPLE.stream().flatMap(entry -> maker.records(entry).stream());
  }

  private static Stream<RecordValues> levels(RecordValues values) {
    return Stream.concat(
        Stream.of(values), values.groups().stream().flatMap(instance -> levels(instance.values())));
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void makesWhatThePlatformsCheckTakesInBothEditions(InformationCode information) {
    for (Edition edition : List.of(FIRST, SECOND)) {
      PlatformCheck platform = PlatformCheck.by(information, edition);

      assertThat(everybodys(maker(information, edition)))
          .as("seed " + SEED)
          .isNotEmpty()
          .allSatisfy(record -> assertThat(platform.objections(record.values())).isEmpty());
    }
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void fillsEveryItemAndEveryGroupOfALayoutInSomeRecord(InformationCode information) {
    RecordMaker maker = maker(information, FIRST);
    Set<ItemCode> given =
        everybodys(maker)
            .flatMap(record -> levels(record.values()))
            .flatMap(level -> level.own().keySet().stream())
            .collect(Collectors.toSet());
    Set<GroupCode> groups =
        everybodys(maker)
            .flatMap(record -> levels(record.values()))
            .flatMap(level -> level.groups().stream())
            .map(RecordValues.Instance::group)
            .collect(Collectors.toSet());

    assertThat(given)
        .as("seed " + SEED)
        .containsAll(maker.layout().items().stream().map(LayoutItem::code).toList());
    assertThat(groups)
        .containsAll(maker.layout().groups().stream().map(LayoutGroup::code).toList());
  }

  @Test
  void usesEveryReasonForNoValueAndBothForms() {
    Set<Absence> reasons = EnumSet.noneOf(Absence.class);
    Set<Boolean> inTwoForms = new TreeSet<>();
    for (InformationCode information : ALL) {
      everybodys(maker(information, FIRST))
          .flatMap(record -> levels(record.values()))
          .flatMap(level -> level.items().values().stream())
          .forEach(
              value -> {
                switch (value) {
                  case ItemValue.Given(_, var standard) -> inTwoForms.add(standard.isPresent());
                  case ItemValue.Missing(Absence reason) -> reasons.add(reason);
                }
              });
    }

    assertThat(reasons).containsExactlyInAnyOrder(Absence.values());
    assertThat(inTwoForms).containsExactly(false, true);
  }

  @Test
  void makesTheSameOfTheSamePersonAndOtherOfOthers() {
    List<ReplicaRecord> records = tax().records(PEOPLE.getFirst());

    assertThat(tax().records(PEOPLE.getFirst())).isEqualTo(records);
    assertThat(tax().records(PEOPLE.get(1))).isNotEqualTo(records);
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void givesEveryRecordOfAPersonAKeyOfItsOwn(InformationCode information) {
    RecordMaker maker = maker(information, FIRST);

    assertThat(PEOPLE)
        .allSatisfy(
            entry ->
                assertThat(maker.records(entry))
                    .extracting(ReplicaRecord::key)
                    .doesNotHaveDuplicates());
    boolean inPeriods =
        maker.layout().key() == KeyKind.PERIOD || maker.layout().key() == KeyKind.SERIAL;
    assertThat(everybodys(maker))
        .allSatisfy(
            record -> {
              assertThat(record.validFrom().isPresent()).isEqualTo(inPeriods);
              assertThat(record.asOf()).isBeforeOrEqualTo(DAY);
              assertThat(record.key().value().isEmpty())
                  .isEqualTo(maker.layout().key() == KeyKind.NONE);
            });
  }

  @Test
  void hasTaxOfOneToSixYearsAndSomeOfThemUndeclared() {
    List<ReplicaRecord> all = everybodys(tax()).toList();

    assertThat(all)
        .extracting(record -> record.key().value())
        .contains("2021", "2022", "2023", "2024", "2025", "2026")
        .allMatch(year -> Integer.parseInt(year) >= 2021 && Integer.parseInt(year) <= 2026);
    assertThat(all)
        .anySatisfy(
            record ->
                assertThat(record.values().items())
                    .containsEntry(TOTAL_INCOME, new ItemValue.Missing(Absence.NOT_DECLARED)));
    assertThat(all)
        .allSatisfy(
            record ->
                assertThat(record.values().own())
                    .containsEntry(new ItemCode("TK00000000020001"), record.key().value()));
  }

  @Test
  void hasNoTaxOfChildren() {
    List<Registration> children =
        PEOPLE.stream()
            .filter(entry -> entry.household().children().contains(entry.resident()))
            .toList();

    assertThat(children).isNotEmpty().allMatch(child -> tax().records(child).isEmpty());
    assertThat(PEOPLE)
        .filteredOn(entry -> entry.household().head().equals(entry.resident()))
        .noneMatch(entry -> tax().records(entry).isEmpty());
  }

  @Test
  void namesTheWholeHouseholdInTheResidentRegister() {
    RecordMaker register = maker(new InformationCode("TM00000000000101"), FIRST);
    Registration child =
        PEOPLE.stream()
            .filter(entry -> entry.household().children().contains(entry.resident()))
            .findFirst()
            .orElseThrow();
    RecordValues household =
        register.current(child).orElseThrow().values().groups().getFirst().values();

    assertThat(household.own())
        .containsEntry(new ItemCode("TK00000000010011"), child.household().head().name())
        .containsEntry(new ItemCode("TK00000000010013"), "4");
    assertThat(household.groups())
        .extracting(
            member -> member.values().own().getOrDefault(new ItemCode("TK00000000010025"), ""))
        .containsExactlyElementsOf(
            child.household().members().stream().map(Resident::name).toList());
  }

  @Test
  void saysWhatSomebodyWasToldToSay() {
    Registration made = PEOPLE.getFirst();
    Registration told =
        new Registration(
            made.addresseeNumber(),
            made.resident(),
            made.household(),
            made.since(),
            Map.of(TOTAL_INCOME, "1234567"));

    assertThat(tax().records(told))
        .isNotEmpty()
        .allSatisfy(
            record -> assertThat(record.values().own()).containsEntry(TOTAL_INCOME, "1234567"));
  }

  @Test
  void refusesRulesThatRunInACircle() {
    LayoutFile layout = LayoutFile.published(ALL.getFirst(), FIRST);
    ItemCode since = new ItemCode("TK00000000010010");
    ItemCode changed = new ItemCode("TK00000000010016");
    LayoutFile circle =
        new LayoutFile(
            layout.information(),
            layout.edition(),
            layout.key(),
            layout.groups(),
            layout.items(),
            List.of(new ItemRule.NotAfter(since, changed), new ItemRule.NotAfter(changed, since)));

    assertThatThrownBy(() -> new RecordMaker(circle, DAY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("circle");
  }
}
