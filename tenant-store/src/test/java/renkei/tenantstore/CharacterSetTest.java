package renkei.tenantstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CharacterSetTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "北町一丁目1番1号",
        "𠮷野家",
        "𩸽𠀋𡈽",
        "髙﨑",
        "葛󠄀城",
        "神︀",
        "Ａ－１〜ー・「」（株）",
        "か゚",
        "Ω②Ⅲ㈱",
        "O'Neil-Smith, 3rd"
      })
  void acceptsWhatNamesAndAddressesNeed(String text) {
    assertThat(CharacterSet.objection(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ﾀﾛｳ",
        "太ﾞ郎",
        "太\n郎",
        "太\u0000郎",
        "太\u0085郎",
        "\uDB40\uDD00太",
        "A\uFE00",
        "太\u200B郎",
        "\u202E郎太",
        "\uE000",
        "😀",
        "\uFFFD",
        "ไทย"
      })
  void refusesTheRest(String text) {
    assertThat(CharacterSet.objection(text)).isPresent();
  }

  @Test
  void quotesNothingThatNamesSomebody() {
    assertThat(CharacterSet.objection("𠮷田😀"))
        .contains("character 3 is outside the permitted set");
    assertThat(CharacterSet.objection("\u0378"))
        .contains("character 1 is outside the permitted set");
  }

  @Test
  void countsCharactersAsAReaderDoes() {
    assertThat(CharacterSet.length("葛\uDB40\uDD00城𠮷")).isEqualTo(3);
  }
}
