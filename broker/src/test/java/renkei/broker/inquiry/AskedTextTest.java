package renkei.broker.inquiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import renkei.codebook.AgencyCode;
import renkei.codebook.Condition;
import renkei.codebook.Consent;
import renkei.codebook.ConsentBasis;
import renkei.codebook.Delegation;
import renkei.codebook.Edition;
import renkei.codebook.Exchange;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.codebook.Terms;

class AskedTextTest {

  private static final AgencyCode BODY = new AgencyCode("9099001900000000");
  private static final LocalDate DAY = LocalDate.of(2026, 4, 1);

  static Stream<Terms> terms() {
    return Stream.of(
        Terms.PLAIN,
        with(new Condition.OnDate(DAY), Delegation.NONE, Optional.empty(), false),
        with(
            new Condition.FiscalYears(2024, 2026),
            new Delegation(Optional.of(BODY), Optional.empty()),
            Optional.of(new Consent(new ConsentBasis("A_1"), Optional.empty())),
            true),
        with(
            new Condition.Period(DAY, DAY),
            new Delegation(Optional.empty(), Optional.of(BODY)),
            Optional.of(new Consent(new ConsentBasis("A_1"), Optional.of(DAY))),
            false));
  }

  private static Terms with(
      Condition condition, Delegation delegation, Optional<Consent> consent, boolean hidden) {
    return new Terms(condition, Optional.of(new Edition("2026-06")), delegation, consent, hidden);
  }

  private static String[] lines(ItemChoice items, Terms terms) {
    return String.join("\n", "before", AskedText.of(items), AskedText.of(terms)).split("\n", -1);
  }

  @ParameterizedTest
  @MethodSource("terms")
  void readsBackTheTermsItWrites(Terms terms) {
    assertThat(AskedText.terms(lines(new ItemChoice.All(), terms), 2)).isEqualTo(terms);
  }

  @Test
  void readsBackTheItemsItWrites() {
    ItemChoice some =
        new ItemChoice.Some(
            List.of(new ItemCode("TK00000000000002"), new ItemCode("TK00000000000001")));

    assertThat(AskedText.items(lines(some, Terms.PLAIN), 1)).isEqualTo(some);
    assertThat(AskedText.items(lines(new ItemChoice.All(), Terms.PLAIN), 1))
        .isEqualTo(new ItemChoice.All());
  }

  @Test
  void readsBackWhoAsked() {
    Exchange.AskedBy both = new Exchange.AskedBy(Optional.of("福祉課 2"), Optional.of("u-17"));
    Exchange.AskedBy one = new Exchange.AskedBy(Optional.empty(), Optional.of("u-17"));

    for (Exchange.AskedBy by : List.of(both, one, Exchange.AskedBy.NOBODY_NAMED)) {
      assertThat(AskedText.by(("before\n" + AskedText.of(by)).split("\n", -1), 1)).isEqualTo(by);
    }
    assertThat(AskedText.by(new String[] {"before"}, 1)).isEqualTo(Exchange.AskedBy.NOBODY_NAMED);
  }

  @Test
  void takesRowsOfBeforeForPlainOnes() {
    String[] before = {"before"};

    assertThat(AskedText.terms(before, 2)).isEqualTo(Terms.PLAIN);
    assertThat(AskedText.items(before, 1)).isEqualTo(new ItemChoice.All());
  }
}
