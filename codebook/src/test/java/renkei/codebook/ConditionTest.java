package renkei.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.codebook.Condition.FiscalYears;
import renkei.codebook.Condition.OnDate;
import renkei.codebook.Condition.Period;

class ConditionTest {

  private static final LocalDate DAY = LocalDate.of(2025, 4, 1);

  @Test
  void readsWhatItWrote() {
    for (Condition condition :
        List.of(
            Condition.CURRENT,
            new OnDate(DAY),
            new FiscalYears(2024, 2026),
            new Period(DAY, LocalDate.of(2026, 3, 31)))) {
      assertThat(Condition.read(condition.text())).contains(condition);
    }
    assertThat(new FiscalYears(2024, 2026).text()).isEqualTo("YEARS 2024 2026");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "current",
        "ON 2025-02-30",
        "ON 0000-01-01",
        "YEARS 2026 2024",
        "YEARS 2016 2026",
        "PERIOD 2026-04-01 2026-03-31",
        "PERIOD 2006-04-01 2026-04-01",
        "PERIOD 2026-04-01",
        "CURRENT "
      })
  void readsNothingElse(String text) {
    assertThat(Condition.read(text)).isEmpty();
  }

  @Test
  void spansTenFiscalYearsOrTwentyYearsAtMost() {
    assertThat(new FiscalYears(2017, 2026).to()).isEqualTo(2026);
    assertThatThrownBy(() -> new FiscalYears(2016, 2026))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new Period(DAY, DAY.plusYears(20).minusDays(1)).from()).isEqualTo(DAY);
    assertThatThrownBy(() -> new Period(DAY, DAY.plusYears(20)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hidesTheKeyOfARecord() {
    assertThat(new RecordKey("A-12:3.4").toString()).doesNotContain("12");
    assertThat(RecordKey.NONE.value()).isEmpty();
    for (String malformed : List.of("a b", "年", "1".repeat(41), "a,b")) {
      assertThatThrownBy(() -> new RecordKey(malformed))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining(malformed);
    }
  }
}
