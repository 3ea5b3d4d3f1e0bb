package renkei.gateway.local.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import renkei.gateway.local.LineWords;
import renkei.gateway.local.RequestError;
import renkei.gateway.testing.Catalogue;
import renkei.gateway.wording.Phrase;
import renkei.tenantstore.layout.Objection;

/** The catalogue of codes in the documents is the code's own. */
class ErrorCodesTest {

  /** Stands for the number that a rule turns on. */
  private static final long NUMBER = 4711;

  @Test
  void theCatalogueListsEveryCodeOfTheLocalDoor() {
    List<String> rows = new ArrayList<>();
    rows.add("| code | status | what is wrong | what to do | 内容 | 対処 |");
    rows.add("|---|---|---|---|---|---|");
    Arrays.stream(RequestError.values())
        .map(
            error ->
                "| `%s` | %d | %s | %s | %s | %s |"
                    .formatted(
                        error.code(),
                        HttpStatus.of(error),
                        error.title().en(),
                        error.advice().en(),
                        error.title().ja(),
                        error.advice().ja()))
        .forEach(rows::add);

    Catalogue.holds("local", rows);
  }

  @Test
  void theCatalogueListsEveryRuleOfAFileOfReplicas() {
    List<String> rows = new ArrayList<>();
    rows.add("| code | the field, the line or the file must | 条件 |");
    rows.add("|---|---|---|");
    Arrays.stream(Objection.Rule.values()).map(ErrorCodesTest::row).forEach(rows::add);

    Catalogue.holds("lines", rows);
  }

  private static String row(Objection.Rule rule) {
    Phrase words = LineWords.expected(Objection.to(rule, NUMBER));
    return "| `%s` | %s | %s |"
        .formatted(rule.code(), numberless(words.en()), numberless(words.ja()));
  }

  private static String numberless(String words) {
    return words.replace(Long.toString(NUMBER), "*n*");
  }

  @Test
  void offersTheOneCharacterThatCouldStandThere() {
    Phrase words =
        LineWords.expected(new Objection(Objection.Rule.HALF_WIDTH_KANA, 3, Optional.of("ガ")));

    assertThat(words.en()).endsWith("character 3 is one: write it full-width (ガ)");
    assertThat(words.ja()).contains("3 文字目").endsWith("（ガ）");
  }

  /** The words of a type of the program say nothing to anybody outside. */
  @ParameterizedTest
  @EnumSource(RequestError.class)
  void namesNoTypeOfTheProgram(RequestError error) {
    assertThat(error.title().en() + error.advice().en())
        .doesNotContainPattern("[a-z][A-Z](?!\\w*})|Exception|renkei\\.");
  }

  @ParameterizedTest
  @EnumSource(Objection.Rule.class)
  void namesNoTypeOfTheProgramInALine(Objection.Rule rule) {
    assertThat(LineWords.expected(Objection.to(rule, 1)).en())
        .doesNotContainPattern("AddresseeNumber|Exception|renkei\\.");
  }
}
