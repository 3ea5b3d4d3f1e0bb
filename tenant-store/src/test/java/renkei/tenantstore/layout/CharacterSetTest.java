package renkei.tenantstore.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Optional;
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
        "O'Neil-Smith, 3rd",
        "ハイツ―101",
        "￠￡￢￤∑",
        "¢£¬¦—",
        "～∥－＼￣",
        "〜‖−\\‾¥"
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

  /** Converters from what business systems use: Windows, Unix and IBM hosts. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Shift_JIS",
        "windows-31j",
        "x-SJIS_0213",
        "x-MS932_0213",
        "x-PCK",
        "x-IBM942",
        "x-IBM942C",
        "x-IBM943",
        "x-IBM943C",
        "EUC-JP",
        "x-eucJP-Open",
        "x-euc-jp-linux",
        "x-IBM33722",
        "x-IBM930",
        "x-IBM939"
      })
  void takesEveryFormThatAConverterGivesACellOfTheStandard(String converter) {
    Charset charset = Charset.forName(converter);
    boolean host = converter.endsWith("930") || converter.endsWith("939");
    StringBuilder refused = new StringBuilder();
    for (int cell = 0x4040; cell <= 0xfefe; cell++) {
      byte high = (byte) (cell >> 8);
      byte low = (byte) cell;
      byte[] bytes = host ? new byte[] {0x0e, high, low, 0x0f} : new byte[] {high, low};
      decoded(charset, bytes)
          .filter(text -> text.codePointCount(0, text.length()) == 1)
          .filter(text -> Character.getType(text.codePointAt(0)) != Character.PRIVATE_USE)
          .filter(text -> !isHalfWidth(text.codePointAt(0)))
          .filter(text -> CharacterSet.objection(text).isPresent())
          .ifPresent(refused::append);
    }

    assertThat(refused).isEmpty();
  }

  /** No cell of the standard: EUC has half-width kana by two bytes, the host codes ASCII by one. */
  private static boolean isHalfWidth(int character) {
    return character < 0x80 || (character >= 0xff61 && character <= 0xff9f);
  }

  private static Optional<String> decoded(Charset charset, byte[] bytes) {
    try {
      return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  @Test
  void quotesNothingThatNamesSomebody() {
    assertThat(CharacterSet.objection("𠮷田😀")).contains(Objection.to(Objection.Rule.CHARACTER, 3));
    assertThat(CharacterSet.objection("\u0378"))
        .contains(Objection.to(Objection.Rule.CHARACTER, 1));
  }

  @Test
  void countsCharactersAsAReaderDoes() {
    assertThat(CharacterSet.length("葛\uDB40\uDD00城𠮷")).isEqualTo(3);
  }
}
