package renkei.tenantstore.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static renkei.tenantstore.layout.ShippedLayouts.FIRST;
import static renkei.tenantstore.layout.ShippedLayouts.SECOND;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import renkei.codebook.Condition;
import renkei.codebook.Edition;
import renkei.codebook.database.BlindIndex;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.layout.ShippedLayouts;
import renkei.tenantstore.replica.EditionChoice.Asked;
import renkei.tenantstore.replica.EditionChoice.Choice;
import renkei.tenantstore.replica.EditionChoice.Kind;
import renkei.tenantstore.replica.EditionChoice.Loaded;
import renkei.tenantstore.replica.EditionChoice.Order;
import renkei.tenantstore.replica.EditionChoice.Row;

/** The rules of docs/protocol.md, "Which edition answers", one by one. */
class EditionChoiceTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

  /** Local tax: a record for each fiscal year. */
  private static final String TAX = "201";

  /** Child allowance: a record for each period. */
  private static final String ALLOWANCE = "202";

  /** Resident register: one record. */
  private static final String RESIDENT = "101";

  private static final Days SIX_YEARS =
      new Days(LocalDate.of(2021, 4, 1), LocalDate.of(2027, 3, 31));

  private final List<Loaded> loaded = new ArrayList<>();
  private final List<Row<String>> rows = new ArrayList<>();

  @Test
  void answersFromTheNewestFiscalYearWhatHoldsNow() {
    loaded(FIRST, true, SIX_YEARS);
    year(FIRST, 2025, Kind.RECORD, 1, "old");
    year(FIRST, 2026, Kind.RECORD, 1, "new");

    assertThat(contents(choose(TAX, FIRST, Condition.CURRENT))).containsExactly("new");
  }

  @Test
  void answersFromAllFiscalYearsAskedForInTheirOrder() {
    loaded(FIRST, true, SIX_YEARS);
    year(FIRST, 2026, Kind.RECORD, 1, "2026");
    year(FIRST, 2024, Kind.RECORD, 1, "2024");
    year(FIRST, 2023, Kind.RECORD, 1, "2023");

    assertThat(contents(choose(TAX, FIRST, new Condition.FiscalYears(2024, 2026))))
        .containsExactly("2024", "2026");
  }

  @Test
  void answersFromThePeriodThatHoldsTheDay() {
    loaded(FIRST, true, null);
    period(FIRST, "2024-04-01", "2025-03-31", Kind.RECORD, "before");
    period(FIRST, "2025-04-01", null, Kind.RECORD, "open");

    assertThat(contents(choose(ALLOWANCE, FIRST, on("2025-03-31")))).containsExactly("before");
    assertThat(contents(choose(ALLOWANCE, FIRST, on("2025-04-01")))).containsExactly("open");
    assertThat(contents(choose(ALLOWANCE, FIRST, Condition.CURRENT))).containsExactly("open");
    assertThat(
            contents(
                choose(
                    ALLOWANCE,
                    FIRST,
                    new Condition.Period(LocalDate.of(2025, 3, 31), LocalDate.of(2025, 4, 1)))))
        .containsExactly("before", "open");
  }

  @Test
  void countsTheGreatestSequenceOfAKeyWhateverCameFirst() {
    loaded(FIRST, true, SIX_YEARS);
    year(FIRST, 2026, Kind.RECORD, 7, "newer");
    year(FIRST, 2026, Kind.RECORD, 3, "older");

    assertThat(contents(choose(TAX, FIRST, Condition.CURRENT))).containsExactly("newer");
  }

  @Test
  void saysThatThereIsNothingOfADeletedRecord() {
    loaded(FIRST, true, SIX_YEARS);
    year(FIRST, 2026, Kind.RECORD, 3, "gone");
    year(FIRST, 2026, Kind.DELETED, 7, "");

    assertThat(choose(TAX, FIRST, Condition.CURRENT)).isInstanceOf(Choice.Nothing.class);
  }

  @Test
  void answersFromTheEditionInForceAloneWhereItHasAnything() {
    loaded(FIRST, true, SIX_YEARS);
    loaded(SECOND, true, SIX_YEARS);
    year(FIRST, 2025, Kind.RECORD, 1, "old form");
    year(SECOND, 2026, Kind.RECORD, 1, "new form");

    assertThat(contents(choose(TAX, SECOND, new Condition.FiscalYears(2025, 2026))))
        .containsExactly("new form");
    assertThat(contents(choose(TAX, FIRST, new Condition.FiscalYears(2025, 2026))))
        .containsExactly("old form");
  }

  @Test
  void answersFromTheEditionBeforePersonByPerson() {
    loaded(FIRST, true, SIX_YEARS);
    loaded(SECOND, true, SIX_YEARS);
    year(FIRST, 2026, Kind.RECORD, 1, "old form");

    Choice<String> choice = choose(TAX, SECOND, Condition.CURRENT);

    assertThat(contents(choice)).containsExactly("old form");
    assertThat(((Choice.Records<String>) choice).edition()).isEqualTo(FIRST);
  }

  @Test
  void looksBehindTheEditionThatWasNamedWhereNothingIsBeforeIt() {
    loaded(SECOND, true, SIX_YEARS);
    year(SECOND, 2026, Kind.RECORD, 1, "new form");

    assertThat(contents(choose(asked(TAX, FIRST, true, Condition.CURRENT))))
        .containsExactly("new form");
    assertThat(choose(asked(TAX, FIRST, false, Condition.CURRENT)))
        .isNotInstanceOf(Choice.Records.class);
  }

  @Test
  void answersNobodyFromAnEditionOfWhichNoFullLoadStands() {
    loaded(FIRST, true, SIX_YEARS);
    year(FIRST, 2026, Kind.RECORD, 1, "old form");
    year(SECOND, 2026, Kind.RECORD, 1, "a difference");

    assertThat(contents(choose(TAX, SECOND, Condition.CURRENT))).containsExactly("old form");

    loaded.clear();
    assertThat(choose(TAX, SECOND, Condition.CURRENT)).isInstanceOf(Choice.Unknown.class);
  }

  @Test
  void saysThatThereIsNothingOnlyOfDaysThatAFullLoadCovers() {
    loaded(FIRST, true, SIX_YEARS);
    year(FIRST, 2026, Kind.RECORD, 1, "some");

    assertThat(choose(TAX, FIRST, new Condition.FiscalYears(2021, 2025)))
        .isInstanceOf(Choice.Nothing.class);
    assertThat(choose(TAX, FIRST, new Condition.FiscalYears(2020, 2025)))
        .isInstanceOf(Choice.Unknown.class);
  }

  @Test
  void takesTheWordOfAnEarlierFullLoadForDaysThatTheLaterDoesNotCover() {
    loaded(FIRST, true, SIX_YEARS);
    loaded(SECOND, true, new Days(LocalDate.of(2026, 4, 1), LocalDate.of(2027, 3, 31)));

    assertThat(choose(TAX, SECOND, new Condition.FiscalYears(2021, 2021)))
        .isInstanceOf(Choice.Nothing.class);
  }

  @Test
  void saysNothingOfAnybodyWhileALineNamesNobody() {
    loaded(FIRST, false, SIX_YEARS);
    year(FIRST, 2026, Kind.RECORD, 1, "some");

    assertThat(choose(TAX, FIRST, new Condition.FiscalYears(2025, 2025)))
        .isInstanceOf(Choice.Unknown.class);
    assertThat(contents(choose(TAX, FIRST, Condition.CURRENT))).containsExactly("some");
  }

  @Test
  void saysNothingOfWhatAnUnreadableLineMayBeAbout() {
    loaded(FIRST, true, SIX_YEARS);
    year(FIRST, 2025, Kind.UNREADABLE, -1, "");

    assertThat(choose(TAX, FIRST, new Condition.FiscalYears(2025, 2025)))
        .isInstanceOf(Choice.Unknown.class);
    assertThat(choose(TAX, FIRST, new Condition.FiscalYears(2024, 2024)))
        .isInstanceOf(Choice.Nothing.class);

    rows.add(row(FIRST, "?", Kind.UNREADABLE, -1, null, null, ""));
    assertThat(choose(TAX, FIRST, new Condition.FiscalYears(2024, 2024)))
        .isInstanceOf(Choice.Unknown.class);
  }

  @Test
  void answersMeanwhileFromTheRecordThatStands() {
    loaded(FIRST, true, null);
    rows.add(row(FIRST, "", Kind.RECORD, 1, null, null, "stands"));
    rows.add(row(FIRST, "", Kind.UNREADABLE, -1, null, null, ""));

    assertThat(contents(choose(RESIDENT, FIRST, Condition.CURRENT))).containsExactly("stands");
  }

  @Test
  void refusesConditionsThatTheLayoutDoesNotHave() {
    Layout resident = ShippedLayouts.layout(RESIDENT, FIRST);

    assertThat(EditionChoice.refusal(resident, on("2026-04-01")))
        .contains(EditionChoice.CONDITION_NOT_ALLOWED);
    assertThat(EditionChoice.refusal(resident, Condition.CURRENT)).isEmpty();
  }

  private static Condition on(String day) {
    return new Condition.OnDate(LocalDate.parse(day));
  }

  private void loaded(Edition edition, boolean complete, @Nullable Days covers) {
    loaded.add(new Loaded(edition, complete, Optional.ofNullable(covers)));
  }

  private void year(Edition edition, int year, Kind kind, long sequence, String content) {
    rows.add(
        row(
            edition,
            String.valueOf(year),
            kind,
            sequence,
            LocalDate.of(year, 4, 1),
            LocalDate.of(year + 1, 3, 31),
            content));
  }

  private void period(
      Edition edition, String from, @Nullable String to, Kind kind, String content) {
    rows.add(
        row(
            edition,
            from,
            kind,
            1,
            LocalDate.parse(from),
            to == null ? null : LocalDate.parse(to),
            content));
  }

  private static Row<String> row(
      Edition edition,
      String key,
      Kind kind,
      long sequence,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      String content) {
    return new Row<>(
        edition,
        BlindIndex.of(key.getBytes(StandardCharsets.US_ASCII)),
        kind,
        new Order(sequence, 0, 1),
        Optional.ofNullable(from),
        Optional.ofNullable(to),
        content);
  }

  private Choice<String> choose(String code, Edition target, Condition condition) {
    return choose(asked(code, target, false, condition));
  }

  /** Editions behind the one in force are none that the caller hands over. */
  private Choice<String> choose(Asked asked) {
    return EditionChoice.choose(
        asked,
        loaded.stream()
            .filter(
                full -> asked.named() || full.edition().compareTo(asked.target().edition()) <= 0)
            .toList(),
        rows);
  }

  private static Asked asked(String code, Edition target, boolean named, Condition condition) {
    return new Asked(ShippedLayouts.layout(code, target), named, condition, TODAY);
  }

  private static List<String> contents(Choice<String> choice) {
    assertThat(choice).isInstanceOf(Choice.Records.class);
    return ((Choice.Records<String>) choice).rows().stream().map(Row::content).toList();
  }
}
