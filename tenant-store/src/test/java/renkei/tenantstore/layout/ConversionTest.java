package renkei.tenantstore.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renkei.codebook.ItemCode;

class ConversionTest {

  private static final String OLDER = ShippedLayouts.text("202", ShippedLayouts.FIRST);
  private static final String NEWER = ShippedLayouts.text("202", ShippedLayouts.SECOND);

  private static ItemCode code(String last) {
    return new ItemCode("TK00000002020" + last);
  }

  private static Conversion up(String newer) {
    return Conversion.of(
            ShippedLayouts.read(newer), Converter.Direction.UP, ShippedLayouts.read(OLDER))
        .orElseThrow();
  }

  private static String changed(String from, String to) {
    assertThat(NEWER).contains(from);
    return NEWER.replace(from, to);
  }

  @Test
  void takesTranslatesAndSaysWhyThereIsNothing() {
    RecordContent older =
        new RecordContent(
            List.of(
                new ItemValue(code("001"), "𠮷田", Optional.of("吉田"), Optional.empty()),
                new ItemValue(code("003"), "2026-04-01"),
                new ItemValue(code("005"), "3"),
                ItemValue.absent(code("006"), Absence.NOT_DECLARED),
                new ItemValue(code("009"), "2026-06"),
                ItemValue.absent(code("017"), Absence.NOT_APPLICABLE)),
            List.of(
                new GroupValue(
                    new GroupCode("TG00000000020201"),
                    new RecordContent(
                        List.of(new ItemValue(code("011"), "吉田"), new ItemValue(code("014"), "2")),
                        List.of()))));

    RecordContent newer = up(NEWER).convert(older);

    assertThat(newer.find(code("001")).orElseThrow().standard()).contains("吉田");
    assertThat(newer.find(code("005"))).contains(new ItemValue(code("005"), "30"));
    assertThat(newer.find(code("006")))
        .contains(ItemValue.absent(code("006"), Absence.NOT_DECLARED));
    assertThat(newer.find(code("017"))).isEmpty();
    assertThat(newer.find(code("031"))).contains(ItemValue.absent(code("031"), Absence.NOT_HELD));
    assertThat(newer.instances(new GroupCode("TG00000000020201")))
        .singleElement()
        .satisfies(
            child -> assertThat(child.find(code("032"))).contains(new ItemValue(code("032"), "2")));
  }

  @Test
  void isNoneWhereTheFileHasNone() {
    Layout older = ShippedLayouts.read(OLDER);

    assertThat(Conversion.of(older, Converter.Direction.UP, older)).isEmpty();
  }

  /** Each is one slip in a file that is otherwise good. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // A new item that must be there, and that no step fills.
        "\"nameEn\": \"Way of payment\" | \"required\": true, \"nameEn\": \"Way of payment\""
            + " | CONVERTER_LOSES_REQUIRED | TK00000002020008",
        // One that is filled by an item that may be left out.
        "\"nameEn\": \"Reading\" | \"required\": true, \"nameEn\": \"Reading\""
            + " | CONVERTER_LOSES_REQUIRED | TK00000002020002",
        "\"from\": \"TK00000002020014\" | \"from\": \"TK00000002020099\""
            + " | CONVERTER_NAMES_NOTHING | TK00000002020099",
        "\"to\": \"TK00000002020031\" | \"to\": \"TK00000002020098\""
            + " | CONVERTER_NAMES_NOTHING | TK00000002020098",
        // A code that has no translation, one that the list does not have, one too many.
        "{\"1\": \"11\", \"2\": \"12\", \"3\": \"30\"} | {\"1\": \"11\", \"2\": \"12\"}"
            + " | CONVERTER_DOES_NOT_FIT | TK00000002020005",
        "\"3\": \"30\"} | \"3\": \"31\"} | CONVERTER_DOES_NOT_FIT | TK00000002020005",
        "\"3\": \"30\"} | \"3\": \"30\", \"4\": \"30\"} | CONVERTER_DOES_NOT_FIT |"
            + " TK00000002020005",
        "\"absent\": \"NOT_HELD\" | \"absent\": \"UNKNOWN\" | CONVERTER_DOES_NOT_FIT |"
            + " TK00000002020031",
        "\"absent\": \"NOT_HELD\" | \"value\": \"2\" | CONVERTER_DOES_NOT_FIT |"
            + " TK00000002020031",
        // A taken item that got shorter, lost a reason or its second form.
        "\"nameEn\": \"Income, yen\", \"type\": \"AMOUNT\", \"length\": 13 |"
            + " \"nameEn\": \"Income, yen\", \"type\": \"AMOUNT\", \"length\": 12"
            + " | CONVERTER_DOES_NOT_FIT | TK00000002020006",
        "[\"NOT_DECLARED\", \"UNKNOWN\"] | [\"UNKNOWN\"] | CONVERTER_DOES_NOT_FIT |"
            + " TK00000002020006",
        "\"required\": true, \"means\": \"NAME\", \"twoForms\": true | \"required\": true"
            + " | CONVERTER_DOES_NOT_FIT | TK00000002020001",
        // A code that is taken into a list without it.
        "{\"1\": \"口座振込\", \"2\": \"窓口払\"} | {\"1\": \"口座振込\"}"
            + " | CONVERTER_DOES_NOT_FIT | TK00000002020008",
        // Groups: fewer instances, and an item from another group.
        "\"atMost\": 20 | \"atMost\": 19 | CONVERTER_DOES_NOT_FIT | TG00000000020201",
        "\"from\": \"TK00000002020014\" | \"from\": \"TK00000002020008\""
            + " | CONVERTER_DOES_NOT_FIT | TG00000000020201"
      })
  void isRefusedWhereItLosesOrInventsSomething(
      String from, String to, LayoutRefusal reason, String where) {
    String newer = changed(from, to);

    LayoutRefusedException refused =
        catchThrowableOfType(LayoutRefusedException.class, () -> up(newer));

    assertThat(refused.refused()).isEqualTo(new LayoutRefused(reason, where));
  }

  @Test
  void makesADayOneThatMayBeUncertainAndKanaAText() {
    String newer =
        changed(
                "\"nameEn\": \"Decided on\", \"type\": \"DATE\"",
                "\"nameEn\": \"Decided on\", \"type\": \"UNCERTAIN_DATE\"")
            .replace(
                "\"type\": \"KANA\", \"length\": 100, \"means\": \"NAME_READING\"",
                "\"type\": \"TEXT\", \"length\": 100");
    RecordContent older =
        new RecordContent(
            Stream.of(Map.entry("002", "ヤマダ"), Map.entry("003", "2026-04-01"))
                .map(entry -> new ItemValue(code(entry.getKey()), entry.getValue()))
                .toList(),
            List.of());

    assertThat(up(newer).convert(older).items()).containsAll(older.items());
  }
}
