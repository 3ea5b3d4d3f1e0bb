package renkei.codebook.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErasTest {

  private static final Eras ERAS = Eras.known();

  /** What nobody knows today. */
  private static final Eras WITH_NEXT =
      Eras.parse(
          """
          ; a table of another day
          R 令和 Reiwa 2019-05-01

          X 試験 Shiken 2041-02-01
          """);

  @ParameterizedTest
  @CsvSource({
    "1989-01-07, 昭和64年1月7日",
    "1989-01-08, 平成元年1月8日",
    "2019-04-30, 平成31年4月30日",
    "2019-05-01, 令和元年5月1日",
    "2019-12-31, 令和元年12月31日",
    "2020-01-01, 令和2年1月1日",
    "2026-11-30, 令和8年11月30日",
    "1926-12-24, 大正15年12月24日",
    "1926-12-25, 昭和元年12月25日",
    "1912-07-29, 明治45年7月29日",
    "1912-07-30, 大正元年7月30日",
    "1873-01-01, 明治6年1月1日"
  })
  void printsAndReadsADayByItsEra(LocalDate day, String text) {
    assertThat(ERAS.print(day)).isEqualTo(text);
    assertThat(ERAS.readDay(text)).contains(day);
  }

  @ParameterizedTest
  @CsvSource({
    "令和1年5月1日, 2019-05-01",
    "R1.5.1, 2019-05-01",
    "R01.05.01, 2019-05-01",
    "R8.11.30, 2026-11-30",
    "H31.4.30, 2019-04-30",
    "令和2年02月29日, 2020-02-29"
  })
  void readsTheOtherWaysOfWritingIt(String text, LocalDate day) {
    assertThat(ERAS.readDay(text)).contains(day);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "平成31年5月1日",
        "令和元年4月30日",
        "昭和64年1月8日",
        "明治5年12月2日",
        "令和2年2月30日",
        "令和0年5月1日",
        "令和2年13月1日",
        "令和2年0月1日",
        "令和２年１月１日",
        "試験元年2月1日",
        "X1.2.1",
        "2019-05-01",
        "R1.5",
        " 令和2年1月1日",
        ""
      })
  void readsNoDayThatIsNotInItsEraOrIsNone(String text) {
    assertThat(ERAS.readDay(text)).isEmpty();
  }

  @Test
  void printsADayBeforeTheTableByTheGregorianCalendar() {
    assertThat(ERAS.print(LocalDate.of(1872, 12, 31))).isEqualTo("1872年12月31日");
    assertThat(ERAS.of(LocalDate.of(1872, 12, 31))).isEmpty();
  }

  @Test
  void takesTheNextEraFromATableWithoutARelease() {
    LocalDate first = LocalDate.of(2041, 2, 1);

    assertThat(ERAS.print(first)).isEqualTo("令和23年2月1日");
    assertThat(WITH_NEXT.print(first)).isEqualTo("試験元年2月1日");
    assertThat(WITH_NEXT.print(first.minusDays(1))).isEqualTo("令和23年1月31日");
    assertThat(WITH_NEXT.readDay("X1.2.1")).contains(first);
    assertThat(WITH_NEXT.readDay("令和23年2月1日")).isEmpty();
  }

  @Test
  void readsBackEachDayThatItPrints() {
    long seed = new Random().nextLong();
    System.out.println("ErasTest seed " + seed);
    Random random = new Random(seed);
    LocalDate first = LocalDate.of(1873, 1, 1);
    for (int i = 0; i < 10_000; i++) {
      LocalDate day = first.plusDays(random.nextInt(80_000));
      Eras eras = day.getYear() < 2020 ? ERAS : WITH_NEXT;
      assertThat(eras.readDay(eras.print(day))).as("seed %s", seed).contains(day);
    }
  }

  @Test
  void printsWhatIsKnownOfADay() {
    assertThat(ERAS.print(uncertain("2026-03-31"))).isEqualTo("令和8年3月31日");
    assertThat(ERAS.print(uncertain("2026-03-XX"))).isEqualTo("令和8年3月（日不詳）");
    assertThat(ERAS.print(uncertain("2026-XX-XX"))).isEqualTo("令和8年（月日不詳）");
    assertThat(ERAS.print(uncertain("XXXX-XX-XX"))).isEqualTo("不詳");
  }

  @Test
  void namesNoEraWhereItDependsOnWhatIsUnknown() {
    assertThat(ERAS.print(uncertain("2019-XX-XX"))).isEqualTo("2019年（月日不詳）");
    assertThat(ERAS.print(uncertain("1989-01-XX"))).isEqualTo("1989年1月（日不詳）");
    assertThat(ERAS.print(uncertain("2019-05-XX"))).isEqualTo("令和元年5月（日不詳）");
  }

  @Test
  void readsMonthsOfTheEraTheyName() {
    assertThat(ERAS.readMonth("令和元年5月")).contains(YearMonth.of(2019, 5));
    assertThat(ERAS.readMonth("昭和64年1月")).contains(YearMonth.of(1989, 1));
    assertThat(ERAS.readMonth("平成元年1月")).contains(YearMonth.of(1989, 1));
    assertThat(ERAS.readMonth("平成31年5月")).isEmpty();
    assertThat(ERAS.readMonth("令和元年4月")).isEmpty();
    assertThat(ERAS.readMonth("令和8年13月")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2026, 令和8年度", "2019, 令和元年度", "2018, 平成30年度", "1988, 昭和63年度", "1989, 平成元年度"})
  void printsAndReadsFiscalYears(int year, String text) {
    assertThat(ERAS.print(new FiscalYear(year))).isEqualTo(text);
    assertThat(ERAS.readFiscalYear(text)).contains(new FiscalYear(year));
  }

  @Test
  void readsBothNamesOfTheFiscalYearInWhichAnEraBegan() {
    assertThat(ERAS.readFiscalYear("平成31年度")).contains(new FiscalYear(2019));
    assertThat(ERAS.readFiscalYear("平成32年度")).isEmpty();
    assertThat(ERAS.readFiscalYear("令和8年")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "; nothing",
        "R 令和 Reiwa",
        "R 令和 Reiwa 2019-05-32",
        "R 令和 Reiwa 2019-05-01 x",
        "R 令和 Reiwa 2019-05-01 2020",
        "r 令和 Reiwa 2019-05-01",
        "R れいわ Reiwa 2019-05-01",
        "R 令和 Reiwa 2019-05-01\nR 次元 Tsugimoto 2040-01-01",
        "R 令和 Reiwa 2019-05-01\nX 令和 Tsugimoto 2040-01-01",
        "R 令和 Reiwa 2019-05-01\nX 次元 Tsugimoto 2019-05-01"
      })
  void refusesATableThatIsWrong(String table) {
    assertThatThrownBy(() -> Eras.parse(table)).isInstanceOf(IllegalArgumentException.class);
  }

  private static UncertainDate uncertain(String text) {
    return UncertainDate.read(text).orElseThrow();
  }
}
