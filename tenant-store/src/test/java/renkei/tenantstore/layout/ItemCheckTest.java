package renkei.tenantstore.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renkei.codebook.ItemCode;

class ItemCheckTest {

  private static final LayoutItem INCOME =
      new LayoutItem(
          new ItemCode("TK00000000020003"),
          Optional.empty(),
          new Names("給与収入額", "Income"),
          new ItemForm(ItemType.NUMBER, 13, Optional.empty(), false),
          LayoutItem.Presence.OPTIONAL,
          false,
          Optional.empty());

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "12345678", "9999999999", "123456789012", "1234567890123"})
  void takesAmounts(String amount) {
    assertThat(ItemCheck.objection(INCOME, amount, false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456789018", "-123456789018", "12345678903"})
  void refusesANumberOfAPersonWhereAnAmountBelongs(String number) {
    assertThat(ItemCheck.objection(INCOME, number, false))
        .contains(Objection.to(Objection.Rule.FORBIDDEN_NUMBER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "1.5", "1,000", "+1", "１", "a"})
  void refusesWhatIsNoWholeNumber(String text) {
    assertThat(ItemCheck.objection(INCOME, text, false))
        .contains(Objection.to(Objection.Rule.WHOLE_NUMBER));
  }
}
