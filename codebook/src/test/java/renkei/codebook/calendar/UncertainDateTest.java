package renkei.codebook.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UncertainDateTest {

  @ParameterizedTest
  @CsvSource({
    "2026-03-31, DAY, 2026-03-31, 2026-03-31",
    "2024-02-XX, MONTH, 2024-02-01, 2024-02-29",
    "2026-XX-XX, YEAR, 2026-01-01, 2026-12-31",
    "XXXX-XX-XX, NOTHING, 0001-01-01, 9999-12-31"
  })
  void knowsTheFirstAndTheLastDayItCanBe(
      String text, UncertainDate.Known known, LocalDate earliest, LocalDate latest) {
    UncertainDate date = UncertainDate.read(text).orElseThrow();

    assertThat(date.known()).isEqualTo(known);
    assertThat(date.earliest()).isEqualTo(earliest);
    assertThat(date.latest()).isEqualTo(latest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-29",
        "2026-13-XX",
        "2026-00-XX",
        "2026-XX-01",
        "XXXX-01-01",
        "XXXX-01-XX",
        "XXXX-XX-01",
        "0000-XX-XX",
        "2026-3-1",
        "2026-03-xx",
        "2026-03",
        "２０２６-XX-XX",
        ""
      })
  void readsNothingElse(String text) {
    assertThat(UncertainDate.read(text)).isEmpty();
  }

  @Test
  void hidesTheDay() {
    assertThat(UncertainDate.of(LocalDate.of(2026, 3, 31))).hasToString("UncertainDate[DAY, ****]");
  }

  @Test
  void aFiscalYearIsFromAprilToMarch() {
    assertThat(FiscalYear.of(LocalDate.of(2027, 3, 31))).isEqualTo(new FiscalYear(2026));
    assertThat(FiscalYear.of(LocalDate.of(2027, 4, 1))).isEqualTo(new FiscalYear(2027));
    assertThat(new FiscalYear(2026).firstDay()).isEqualTo(LocalDate.of(2026, 4, 1));
    assertThat(new FiscalYear(2026).lastDay()).isEqualTo(LocalDate.of(2027, 3, 31));
    assertThat(FiscalYear.isOne("2026")).isTrue();
    assertThat(FiscalYear.isOne("26")).isFalse();
    assertThatThrownBy(() -> new FiscalYear(1872)).isInstanceOf(IllegalArgumentException.class);
  }
}
