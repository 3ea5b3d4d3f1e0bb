package renkei.tenantstore.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renkei.codebook.ItemCode;
import renkei.tenantstore.layout.Objection.Rule;

class ContentCheckTest {

  /** Child allowance: children, and in each the months paid. */
  private static final Layout LAYOUT = ShippedLayouts.layout("202", ShippedLayouts.SECOND);

  private static final GroupCode CHILD = new GroupCode("TG00000000020201");
  private static final GroupCode MONTH = new GroupCode("TG00000000020202");
  private static final ContentCheck CHECK = ContentCheck.of(LAYOUT);

  private static final List<ItemValue> ROOT =
      List.of(
          value("001", "山田花子"),
          value("003", "2027-04-01"),
          value("005", "11"),
          value("009", "2027-06"));
  private static final List<ItemValue> OF_CHILD =
      List.of(value("011", "山田太郎"), value("012", "2020-03-XX"), value("015", "1"));

  private static ItemCode code(String last) {
    return new ItemCode("TK00000002020" + last);
  }

  private static ItemValue value(String last, String value) {
    return new ItemValue(code(last), value);
  }

  private static GroupValue month(ItemValue... values) {
    return new GroupValue(MONTH, new RecordContent(List.of(values), List.of()));
  }

  private static GroupValue child(GroupValue... months) {
    return new GroupValue(CHILD, new RecordContent(OF_CHILD, List.of(months)));
  }

  private static RecordContent record(List<ItemValue> items, GroupValue... groups) {
    return new RecordContent(items, List.of(groups));
  }

  private static List<ItemValue> with(ItemValue... more) {
    List<ItemCode> replaced = Stream.of(more).map(ItemValue::code).toList();
    return Stream.concat(
            ROOT.stream().filter(item -> !replaced.contains(item.code())), Stream.of(more))
        .toList();
  }

  private static List<ContentObjection> check(RecordContent record) {
    return CHECK.check(record, _ -> false);
  }

  private static ContentObjection root(String item, Rule rule) {
    return new ContentObjection(
        Optional.of(code(item)), Optional.empty(), List.of(), Objection.to(rule));
  }

  @Test
  void saysNothingOfARecordThatKeepsAllRules() {
    RecordContent good =
        record(
            with(ItemValue.absent(code("006"), Absence.NOT_DECLARED), value("031", "1")),
            child(),
            child(
                month(value("021", "2027-06"), value("022", "10000")),
                month(
                    value("021", "2027-07"),
                    value("022", "10000"),
                    value("023", "5000"),
                    value("024", "15000"))));

    assertThat(check(good)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "002, ｱｲ, HALF_WIDTH_KANA",
    "002, あい, KATAKANA",
    "003, 2027-02-30, DATE",
    "005, 12345, CODE_LIST",
    "006, 1.5, WHOLE_NUMBER",
    "006, 12345678901234, TOO_LONG",
    "007, 26, FISCAL_YEAR",
    "009, 2027-13, YEAR_MONTH",
    "031, 2, FLAG"
  })
  void holdsEachValueAgainstItsItem(String item, String value, Rule rule) {
    assertThat(check(record(with(value(item, value)))))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.item()).contains(code(item));
              assertThat(found.objection().rule()).isEqualTo(rule);
            });
  }

  @Test
  void quotesNoValue() {
    assertThat(check(record(with(value("002", "やまだはなこ")))).toString()).doesNotContain("やまだ");
  }

  @ParameterizedTest
  @CsvSource({"2020-02-30", "2020-XX-01", "XXXX-01-XX", "2020"})
  void takesUncertainDatesInTheirFormOnly(String born) {
    GroupValue child =
        new GroupValue(
            CHILD,
            new RecordContent(
                List.of(value("011", "山田太郎"), value("012", born), value("015", "1")), List.of()));

    assertThat(check(record(ROOT, child)))
        .containsExactly(
            new ContentObjection(
                Optional.of(code("012")),
                Optional.of(CHILD),
                List.of(1),
                Objection.to(Rule.UNCERTAIN_DATE)));
  }

  @Test
  void countsLengthsInCharactersNotInUnits() {
    assertThat(check(record(with(value("001", "𠮷".repeat(100)))))).isEmpty();
    assertThat(check(record(with(value("001", "𠮷".repeat(101))))))
        .containsExactly(
            new ContentObjection(
                Optional.of(code("001")),
                Optional.empty(),
                List.of(),
                Objection.to(Rule.TOO_LONG, 100)));
  }

  @Test
  void missesWhatIsRequiredInTheRecordAndInEachInstance() {
    RecordContent record =
        record(
            ROOT.subList(1, 4),
            child(month(value("021", "2027-06"), value("022", "1"))),
            child(month(value("021", "2027-06"))));

    assertThat(check(record))
        .containsExactly(
            root("001", Rule.REQUIRED),
            new ContentObjection(
                Optional.of(code("022")),
                Optional.of(MONTH),
                List.of(2, 1),
                Objection.to(Rule.REQUIRED)));
    assertThat(check(record).getLast().path()).isEqualTo("2.1");
  }

  @Test
  void takesNoReasonThatTheItemDoesNotAllow() {
    assertThat(check(record(with(ItemValue.absent(code("006"), Absence.NOT_HELD)))))
        .containsExactly(root("006", Rule.ABSENCE));
    assertThat(check(record(with(ItemValue.absent(code("001"), Absence.UNKNOWN)))))
        .containsExactly(root("001", Rule.ABSENCE));
  }

  @Test
  void takesASecondFormWhereThereMayBeOneAndHoldsItAgainstTheItem() {
    ItemValue two = new ItemValue(code("001"), "𠮷田", Optional.of("吉田"), Optional.empty());
    ItemValue half = new ItemValue(code("001"), "𠮷田", Optional.of("ﾖｼﾀﾞ"), Optional.empty());
    ItemValue none = new ItemValue(code("005"), "11", Optional.of("11"), Optional.empty());

    assertThat(check(record(with(two)))).isEmpty();
    assertThat(check(record(with(half))))
        .extracting(found -> found.objection().rule())
        .containsExactly(Rule.HALF_WIDTH_KANA);
    assertThat(check(record(with(none)))).containsExactly(root("005", Rule.STANDARD_FORM));
  }

  @Test
  void takesNoItemAndNoGroupThatIsNotOfThisPlace() {
    RecordContent record =
        record(with(value("011", "山田"), value("999", "1")), month(value("021", "2027-06")));

    assertThat(check(record))
        .containsExactly(
            root("011", Rule.UNKNOWN_ITEM),
            root("999", Rule.UNKNOWN_ITEM),
            new ContentObjection(
                Optional.empty(),
                Optional.of(MONTH),
                List.of(1),
                Objection.to(Rule.UNKNOWN_GROUP)));
  }

  @Test
  void takesNoItemTwice() {
    List<ItemValue> twice = new ArrayList<>(ROOT);
    twice.add(value("001", "山田"));

    assertThat(check(record(twice))).containsExactly(root("001", Rule.REPEATED_ITEM));
  }

  @Test
  void countsTheInstancesOfAGroupInEachParent() {
    GroupValue[] months =
        IntStream.range(0, 14)
            .mapToObj(_ -> month(value("021", "2027-06"), value("022", "1")))
            .toArray(GroupValue[]::new);

    assertThat(check(record(ROOT, child(), child(months))))
        .containsExactly(
            new ContentObjection(
                Optional.empty(),
                Optional.of(MONTH),
                List.of(2, 13),
                Objection.to(Rule.TOO_MANY_INSTANCES, 12)));
  }

  @ParameterizedTest
  @CsvSource({"2027-03-31, true", "2027-04-01, false", "2027-04-02, false"})
  void judgesWhatMustNotBeAfter(String ended, boolean broken) {
    List<ContentObjection> found = check(record(with(value("004", ended))));

    assertThat(found).isEqualTo(broken ? List.of(root("004", Rule.NOT_AFTER)) : List.of());
  }

  @Test
  void judgesNoRuleWhereThereIsNoValueOrABadOne() {
    assertThat(check(record(with(ItemValue.absent(code("004"), Absence.NOT_APPLICABLE)))))
        .isEmpty();
    assertThat(check(record(with(value("004", "x"))))).containsExactly(root("004", Rule.DATE));
  }

  @Test
  void judgesSumsInEachInstance() {
    RecordContent record =
        record(
            ROOT,
            child(
                month(
                    value("021", "2027-06"),
                    value("022", "10000"),
                    value("023", "5000"),
                    value("024", "15001"))));

    assertThat(check(record))
        .containsExactly(
            new ContentObjection(
                Optional.of(code("024")),
                Optional.of(MONTH),
                List.of(1, 1),
                Objection.to(Rule.SUM)));
  }

  @Test
  void wantsExactlyOneOfSeveral() {
    Layout account = ShippedLayouts.layout("502", ShippedLayouts.FIRST);
    RecordContent good = new RandomRecords(account, new Random(1)).next();
    ItemCode one = new ItemCode("TK00000005020008");
    ItemCode other = new ItemCode("TK00000005020009");
    List<ItemValue> rest =
        good.items().stream()
            .filter(item -> !item.code().equals(one) && !item.code().equals(other))
            .toList();

    assertThat(rulesOf(account, rest)).containsExactly(Rule.ONE_OF);
    assertThat(rulesOf(account, rest, new ItemValue(one, "12"))).isEmpty();
    assertThat(rulesOf(account, rest, new ItemValue(one, "12"), new ItemValue(other, "34")))
        .containsExactly(Rule.ONE_OF);
  }

  private static List<Rule> rulesOf(Layout layout, List<ItemValue> rest, ItemValue... more) {
    List<ItemValue> items = new ArrayList<>(rest);
    Collections.addAll(items, more);
    return ContentCheck.of(layout).check(new RecordContent(items, List.of()), _ -> true).stream()
        .map(found -> found.objection().rule())
        .toList();
  }

  @Test
  void looksForForbiddenNumbersUnlessTheyAreKnownToBeNone() {
    RecordContent record = record(with(value("006", "123456789018")));

    assertThat(check(record)).containsExactly(root("006", Rule.FORBIDDEN_NUMBER));
    assertThat(CHECK.check(record, item -> item.code().equals(code("006")))).isEmpty();
  }

  @Test
  void saysNoMoreThanAHundredThings() {
    GroupValue[] children =
        IntStream.range(0, 20)
            .mapToObj(
                _ ->
                    new GroupValue(
                        CHILD,
                        new RecordContent(
                            List.of(), Collections.nCopies(12, month(value("022", "x"))))))
            .toArray(GroupValue[]::new);

    assertThat(check(record(List.of(), children))).hasSize(ContentCheck.MOST_OBJECTIONS);
  }

  @Test
  void writesOneTextForOneContentWhateverItsOrder() {
    ContentText text = ContentText.of(LAYOUT);
    List<ItemValue> turned = new ArrayList<>(ROOT);
    Collections.reverse(turned);

    assertThat(text.write(record(turned, child())))
        .isEqualTo(text.write(record(ROOT, child())))
        .isEqualTo(
            """
            TK00000002020001\t山田花子
            TK00000002020003\t2027-04-01
            TK00000002020005\t11
            TK00000002020009\t2027-06
            >TG00000000020201
            TK00000002020011\t山田太郎
            TK00000002020012\t2020-03-XX
            TK00000002020015\t1
            <
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "'x'",
    "'TK00000002020001'",
    "'TK00000002020001\tx'",
    "'TK00000002020001\t\tx\n'",
    "'TK00000002020001\t\t!NO\n'",
    "'TK00000002020001\t\n'",
    "'<\n'",
    "'>TG00000000020201\n'",
    "'>TG00000000020201\n<x\n'",
    "'\n'"
  })
  void readsNoTextThatItDidNotWrite(String text) {
    assertThatThrownBy(() -> ContentText.read(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
