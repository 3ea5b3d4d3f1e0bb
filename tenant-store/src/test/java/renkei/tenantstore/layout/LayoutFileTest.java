package renkei.tenantstore.layout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import renkei.codebook.ItemCode;

class LayoutFileTest {

  /** Child allowance, second edition: groups in groups, all kinds of items, both converters. */
  private static final String FILE = ShippedLayouts.text("202", ShippedLayouts.SECOND);

  private static final String NAME = "\"code\": \"TK00000002020001\"";
  private static final String CHILD = "\"code\": \"TG00000000020201\", \"nameJa\"";

  @Test
  void readsWhatALayoutSays() {
    Layout layout = ShippedLayouts.read(FILE);

    assertThat(layout.names()).isEqualTo(new Names("児童手当関係情報", "Child allowance"));
    assertThat(layout.life().answersFrom()).isEqualTo(LocalDate.of(2027, 6, 1));
    assertThat(layout.life().namedUntil()).contains(LocalDate.of(2029, 5, 31));
    assertThat(layout.records().key()).isEqualTo(KeyKind.PERIOD);
    assertThat(layout.records().conditions())
        .containsExactlyInAnyOrder(
            ConditionKind.CURRENT, ConditionKind.ON_DATE, ConditionKind.PERIOD);
    assertThat(layout.groups()).extracting(Group::atMost).containsExactly(20, 12);
    LayoutItem income = layout.item(new ItemCode("TK00000002020006")).orElseThrow();
    assertThat(income.type()).isEqualTo(ItemType.AMOUNT);
    assertThat(income.sensitive()).isTrue();
    assertThat(income.presence().absences())
        .containsExactlyInAnyOrder(Absence.NOT_DECLARED, Absence.UNKNOWN);
    assertThat(layout.rules()).hasSize(3);
    assertThat(layout.converters()).hasSize(2);
  }

  /**
   * One change of a good file.
   *
   * @param where what the refusal must name; empty for the whole
   */
  record Change(String from, String to, LayoutRefusal reason, String where) {}

  private static Change change(String from, String to, LayoutRefusal reason, String where) {
    return new Change(from, to, reason, where);
  }

  static Stream<Change> changes() {
    return Stream.of(members(), values(), groups(), codes(), rules(), converters())
        .flatMap(changes -> changes);
  }

  private static Stream<Change> members() {
    return Stream.of(
        change("\"key\"", "\"kee\": 1, \"key\"", LayoutRefusal.UNKNOWN_MEMBER, "kee"),
        change("{" + NAME, "{\"x\": 1, " + NAME, LayoutRefusal.UNKNOWN_MEMBER, "items[0].x"),
        change(
            "\"rule\": \"SUM\"",
            "\"of\": 1, \"rule\": \"SUM\"",
            LayoutRefusal.UNKNOWN_MEMBER,
            "rules[2].of"),
        change(
            "\"absent\": \"NOT_HELD\"",
            "\"absent\": \"NOT_HELD\", \"from\": \"\"",
            LayoutRefusal.UNKNOWN_MEMBER,
            "converters[0].steps[2].from"),
        change("{" + NAME, "{\"<script>\": 1, " + NAME, LayoutRefusal.UNKNOWN_MEMBER, "..."),
        change("\"key\": \"PERIOD\",", "", LayoutRefusal.MEMBER_MISSING, "key"),
        change(NAME + ", ", "", LayoutRefusal.MEMBER_MISSING, "items[0].code"),
        change("\"rule\": \"SUM\", ", "", LayoutRefusal.MEMBER_MISSING, "rules[2].rule"),
        change("\"key\"", "\"key\": \"PERIOD\", \"key\"", LayoutRefusal.UNREADABLE, ""),
        change("{\n  \"form\"", "x {\n  \"form\"", LayoutRefusal.UNREADABLE, ""));
  }

  private static Stream<Change> values() {
    return Stream.of(
        change("renkei-layout-2", "renkei-layout-3", LayoutRefusal.MALFORMED, "form"),
        change("TM00000000000202", "TM202", LayoutRefusal.MALFORMED, "information"),
        change("\"2027-06-01\"", "\"2027-02-30\"", LayoutRefusal.MALFORMED, "answersFrom"),
        change("\"2027-06-01\"", "20270601", LayoutRefusal.MALFORMED, "answersFrom"),
        change("\"2029-05-31\"", "\"2027-05-31\"", LayoutRefusal.MALFORMED, "namedUntil"),
        change("\"2029-05-31\"", "null", LayoutRefusal.MALFORMED, "namedUntil"),
        change("\"ON_DATE\"", "\"FISCAL_YEARS\"", LayoutRefusal.MALFORMED, "conditions"),
        change("\"ON_DATE\"", "\"CURRENT\"", LayoutRefusal.REPEATED, "conditions"),
        change(
            "[\"CURRENT\", \"ON_DATE\", \"PERIOD\"]", "[]", LayoutRefusal.MALFORMED, "conditions"),
        change("\"受給者氏名\"", "\" \"", LayoutRefusal.MALFORMED, "items[0].nameJa"),
        change("\"length\": 100", "\"length\": 0", LayoutRefusal.MALFORMED, "items[0].type"),
        change("\"length\": 100", "\"length\": 4001", LayoutRefusal.MALFORMED, "items[0].type"),
        change("\"length\": 100", "\"length\": 1e99", LayoutRefusal.MALFORMED, "items[0].length"),
        change("\"length\": 100", "\"length\": 10.5", LayoutRefusal.MALFORMED, "items[0].length"),
        change("\"length\": 100, ", "", LayoutRefusal.MALFORMED, "items[0].length"),
        change(
            "\"type\": \"DATE\"",
            "\"type\": \"DATE\", \"length\": 10",
            LayoutRefusal.MALFORMED,
            "items[2].length"),
        change(
            "\"type\": \"KANA\"", "\"type\": \"KANJI\"", LayoutRefusal.MALFORMED, "items[1].type"),
        change(
            "\"required\": true",
            "\"required\": \"true\"",
            LayoutRefusal.MALFORMED,
            "items[0].required"),
        change(
            "\"type\": \"KANA\"",
            "\"twoForms\": true, \"type\": \"KANA\"",
            LayoutRefusal.MALFORMED,
            "items[1].type"),
        change(
            "\"means\": \"NAME\"",
            "\"means\": \"BIRTH_DATE\"",
            LayoutRefusal.MALFORMED,
            "items[0].means"),
        change("\"NOT_APPLICABLE\"]", "\"NO\"]", LayoutRefusal.MALFORMED, "items[3].absences"),
        change("\"items\": [", "\"items\": [1, ", LayoutRefusal.MALFORMED, "items[0]"));
  }

  private static Stream<Change> groups() {
    return Stream.of(
        change(
            "{" + CHILD,
            "{\"parent\": \"TG00000000020202\", " + CHILD,
            LayoutRefusal.GROUP_CYCLE,
            "TG00000000020201"),
        change(
            "{" + CHILD,
            "{\"parent\": \"TG00000000020201\", " + CHILD,
            LayoutRefusal.GROUP_CYCLE,
            "TG00000000020201"),
        change(
            "\"parent\": \"TG00000000020201\"",
            "\"parent\": \"TG00000000020299\"",
            LayoutRefusal.UNKNOWN_PARENT,
            "TG00000000020202"),
        change(
            "\"group\": \"TG00000000020202\"",
            "\"group\": \"TG00000000020299\"",
            LayoutRefusal.UNKNOWN_PARENT,
            "TK00000002020021"),
        change(
            "\"code\": \"TG00000000020202\"",
            "\"code\": \"TG00000000020201\"",
            LayoutRefusal.REPEATED,
            "TG00000000020201"),
        change(
            "\"groups\": [",
            "\"groups\": [{\"code\": \"TG00000000020203\", \"nameJa\":"
                + " \"空\", \"nameEn\": \"Empty\"},",
            LayoutRefusal.MALFORMED,
            "TG00000000020203"),
        change("\"atMost\": 20", "\"atMost\": 201", LayoutRefusal.MALFORMED, "groups[0].atMost"),
        change("\"atMost\": 20", "\"atMost\": 1", LayoutRefusal.MALFORMED, "groups[0].atMost"),
        change(", \"repeats\": true", "", LayoutRefusal.MALFORMED, "groups[0].atMost"));
  }

  private static Stream<Change> codes() {
    return Stream.of(
        change("\"code\": \"TK00000002020002\"", NAME, LayoutRefusal.REPEATED, "TK00000002020001"),
        change(
            "\"type\": \"KANA\", \"length\": 100, \"means\": \"NAME_READING\"",
            "\"type\": \"TEXT\", \"length\": 100, \"means\": \"NAME\"",
            LayoutRefusal.REPEATED,
            "TK00000002020002"),
        change(
            "\"codeList\": \"CL00020201\"",
            "\"codeList\": \"CL00029999\"",
            LayoutRefusal.CODE_LIST_MISSING,
            "CL00029999"),
        change(
            "{\"code\": \"CL00020202\"",
            "{\"code\": \"CL00020201\"",
            LayoutRefusal.REPEATED,
            "CL00020201"),
        change(
            "\"1\": \"口座振込\"", "\"a\": \"口座振込\"", LayoutRefusal.MALFORMED, "codeLists[1].values"),
        change("\"1\": \"口座振込\"", "\"1\": 1", LayoutRefusal.MALFORMED, "codeLists[1].values"),
        change("\"version\": 3", "\"version\": 0", LayoutRefusal.MALFORMED, "codeLists[0].values"));
  }

  private static Stream<Change> rules() {
    return Stream.of(
        change(
            "\"to\": \"TK00000002020004\"}",
            "\"to\": \"TK00000002029999\"}",
            LayoutRefusal.RULE_NAMES_NOTHING,
            "TK00000002029999"),
        change(
            "\"to\": \"TK00000002020004\"}",
            "\"to\": \"TK00000002020003\"}",
            LayoutRefusal.RULE_DOES_NOT_FIT,
            "TK00000002020003"),
        change(
            "\"to\": \"TK00000002020004\"}",
            "\"to\": \"TK00000002020006\"}",
            LayoutRefusal.RULE_DOES_NOT_FIT,
            "TK00000002020006"),
        change(
            "\"total\": \"TK00000002020024\"",
            "\"total\": \"TK00000002020015\"",
            LayoutRefusal.RULE_DOES_NOT_FIT,
            "TK00000002020015"),
        change(
            "[\"TK00000002020022\", \"TK00000002020023\"]",
            "[\"TK00000002020022\"]",
            LayoutRefusal.RULE_DOES_NOT_FIT,
            "TK00000002020024"),
        change(
            "{\"rule\": \"SUM\"",
            "{\"rule\": \"ONE_OF\", \"items\": [\"TK00000002020001\","
                + " \"TK00000002020002\"]}, {\"rule\": \"SUM\"",
            LayoutRefusal.RULE_DOES_NOT_FIT,
            "TK00000002020002"),
        change(
            "\"rule\": \"SUM\"",
            "\"rule\": \"PRODUCT\"",
            LayoutRefusal.MALFORMED,
            "rules[2].rule"));
  }

  private static Stream<Change> converters() {
    return Stream.of(
        change(
            "\"direction\": \"UP\"",
            "\"direction\": \"DOWN\"",
            LayoutRefusal.REPEATED,
            "converters"),
        change(
            "\"other\": \"2026-06\"",
            "\"other\": \"2027-06\"",
            LayoutRefusal.CONVERTER_NAMES_NOTHING,
            "2027-06"),
        change(
            "\"absent\": \"NOT_HELD\"",
            "\"absent\": \"NO\"",
            LayoutRefusal.MALFORMED,
            "converters[0].steps[2].absent"),
        change(
            "\"to\": \"TK00000002020031\"",
            "\"to\": \"TK00000002020032\"",
            LayoutRefusal.REPEATED,
            "converters"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void refusesAFileWithOneFaultByItsReasonAndPlace(Change change) {
    assertThat(FILE).contains(change.from());
    String changed =
        FILE.replaceFirst(Pattern.quote(change.from()), Matcher.quoteReplacement(change.to()));

    LayoutFile.Reading reading = LayoutFile.read(changed.getBytes(UTF_8));

    assertThat(reading)
        .isEqualTo(
            new LayoutFile.Reading.Refused(new LayoutRefused(change.reason(), change.where())));
  }

  @Test
  void refusesWhatIsTooLargeOrNoJson() {
    for (byte[] bytes :
        List.of(
            new byte[0],
            new byte[LayoutFile.MOST_BYTES + 1],
            "[]".getBytes(UTF_8),
            new byte[] {'{', (byte) 0xff, '}'})) {
      assertThat(LayoutFile.read(bytes))
          .isEqualTo(
              new LayoutFile.Reading.Refused(new LayoutRefused(LayoutRefusal.UNREADABLE, "")));
    }
  }

  @Test
  void readsAnyRubbishWithoutAnException() {
    long seed = new Random().nextLong();
    System.out.println("LayoutFileTest seed " + seed);
    Random random = new Random(seed);
    byte[] good = FILE.getBytes(UTF_8);
    String[] tokens = FILE.split("(?<=[\\[\\]{},:])|(?=[\\[\\]{},:])", -1);
    for (int i = 0; i < 3_000; i++) {
      byte[] file = random.nextBoolean() ? bytes(good, random) : tokens(tokens, random);
      assertThat(LayoutFile.read(file)).as("seed %s, round %s", seed, i).isNotNull();
    }
  }

  private static byte[] bytes(byte[] good, Random random) {
    byte[] changed = Arrays.copyOf(good, 1 + random.nextInt(good.length));
    if (random.nextBoolean()) {
      changed = good.clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    }
    return changed;
  }

  /** JSON still, most times, with a value, a name or a bracket from elsewhere. */
  private static byte[] tokens(String[] good, Random random) {
    String[] changed = good.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      changed[random.nextInt(changed.length)] = good[random.nextInt(good.length)];
    }
    return String.join("", changed).getBytes(UTF_8);
  }

  @ParameterizedTest
  @EnumSource(LayoutRefusal.class)
  void saysEachReasonInASentenceOfBothLanguages(LayoutRefusal reason) {
    assertThat(reason.en()).matches("[A-Z][ -~]+\\.");
    assertThat(reason.ja()).endsWith("。");
    assertThat(new LayoutRefused(reason, "items[0]").ja()).startsWith("items[0]: ");
    assertThat(new LayoutRefused(reason, "").en()).isEqualTo(reason.en());
  }
}
