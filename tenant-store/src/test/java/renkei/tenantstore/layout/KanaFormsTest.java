package renkei.tenantstore.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renkei.codebook.ItemCode;

class KanaFormsTest {

  private static final LayoutItem READING =
      new LayoutItem(
          new ItemCode("TK00000000000001"),
          Optional.empty(),
          new Names("フリガナ", "Reading"),
          new ItemForm(ItemType.KANA, 20, Optional.empty(), false),
          LayoutItem.Presence.OPTIONAL,
          false,
          Optional.empty());

  /** What Unicode itself says of each (NFKC), alone and with both marks behind it. */
  @Test
  void standForTheSameCharactersAsInUnicode() {
    for (int half = 0xff61; half <= 0xff9d; half++) {
      for (String mark : new String[] {"", "ﾞ", "ﾟ"}) {
        String text = Character.toString(half) + mark;
        String composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
        assertThat(KanaForms.fullWidthAt(text, 0)).contains(composed.substring(0, 1));
      }
    }
    assertThat(KanaForms.fullWidthAt("ﾞ", 0)).contains("゛");
    assertThat(KanaForms.fullWidthAt("ﾟ", 0)).contains("゜");
    assertThat(KanaForms.fullWidthAt("ア", 0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ﾔﾏﾀﾞ, 1, ヤ", "ヤマﾀﾞ, 3, ダ", "𠮷ﾊﾟ, 2, パ", "ヤマﾞ, 3, ゛", "ヤ｡マ, 2, 。"})
  void areOfferedFullWidthOneCharacterWithItsPlace(String value, long place, String offered) {
    assertThat(ItemCheck.objection(READING, value, false))
        .contains(new Objection(Objection.Rule.HALF_WIDTH_KANA, place, Optional.of(offered)));
  }

  @Test
  void areOfferedInTextsToo() {
    assertThat(CharacterSet.objection("山田ﾊﾙ"))
        .contains(new Objection(Objection.Rule.HALF_WIDTH_KANA, 3, Optional.of("ハ")));
  }
}
