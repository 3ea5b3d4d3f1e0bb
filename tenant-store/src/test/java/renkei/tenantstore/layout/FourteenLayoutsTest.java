package renkei.tenantstore.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import renkei.codebook.Edition;
import renkei.codebook.ItemCode;

/** The shipped layouts, held against what they are to show. */
class FourteenLayoutsTest {

  static List<String> codes() {
    return ShippedLayouts.CODES;
  }

  static List<Edition> editions() {
    return List.of(ShippedLayouts.FIRST, ShippedLayouts.SECOND);
  }

  private static List<Layout> all(Edition edition) {
    return codes().stream().map(code -> ShippedLayouts.layout(code, edition)).toList();
  }

  @ParameterizedTest
  @MethodSource("editions")
  void haveTogetherAtLeastThreeHundredItems(Edition edition) {
    assertThat(all(edition).stream().mapToInt(layout -> layout.items().size()).sum())
        .isGreaterThanOrEqualTo(300);
  }

  @ParameterizedTest
  @MethodSource("codes")
  void haveTheSameCodeInBothEditions(String code) {
    for (Edition edition : editions()) {
      Layout layout = ShippedLayouts.layout(code, edition);
      assertThat(layout.information().value()).isEqualTo("TM00000000000" + code);
      assertThat(layout.edition()).isEqualTo(edition);
      assertThat(layout.life().answersFrom()).hasToString(edition + "-01");
    }
  }

  @ParameterizedTest
  @MethodSource("editions")
  void showEachFeatureAtLeastThreeTimes(Edition edition) {
    Map<String, Integer> counts = new HashMap<>();
    for (Layout layout : all(edition)) {
      features(layout).forEach(feature -> counts.merge(feature, 1, Integer::sum));
    }
    assertThat(wanted(edition))
        .allSatisfy(
            feature ->
                assertThat(counts.getOrDefault(feature, 0)).as(feature).isGreaterThanOrEqualTo(3));
  }

  private static Set<String> wanted(Edition edition) {
    Set<String> wanted =
        Stream.of(
                ItemType.values(),
                Absence.values(),
                LayoutItem.Meaning.values(),
                KeyKind.values(),
                ConditionKind.values())
            .flatMap(Stream::of)
            .map(FourteenLayoutsTest::name)
            .collect(Collectors.toCollection(TreeSet::new));
    wanted.addAll(
        List.of("group", "nested", "repeat", "sensitive", "twoForms", "NotAfter", "Sum", "OneOf"));
    if (edition.equals(ShippedLayouts.SECOND)) {
      wanted.addAll(List.of("UP", "DOWN", "Take", "Translate", "Absent"));
    }
    return wanted;
  }

  private static Set<String> features(Layout layout) {
    Set<String> features = new TreeSet<>();
    features.add(name(layout.records().key()));
    layout.records().conditions().forEach(condition -> features.add(name(condition)));
    for (LayoutItem item : layout.items()) {
      features.add(name(item.type()));
      item.presence().absences().forEach(absence -> features.add(name(absence)));
      item.meaning().ifPresent(meaning -> features.add(name(meaning)));
      add(features, "sensitive", item, LayoutItem::sensitive);
      add(features, "twoForms", item, of -> of.form().twoForms());
    }
    for (Group group : layout.groups()) {
      features.add("group");
      add(features, "nested", group, of -> of.parent().isPresent());
      add(features, "repeat", group, Group::repeats);
    }
    layout.rules().forEach(rule -> features.add(rule.getClass().getSimpleName()));
    for (Converter converter : layout.converters()) {
      features.add(converter.direction().name());
      converter.steps().forEach(step -> features.add(step.getClass().getSimpleName()));
    }
    return features;
  }

  private static <T> void add(Set<String> features, String name, T of, Predicate<T> has) {
    if (has.test(of)) {
      features.add(name);
    }
  }

  private static String name(Enum<?> constant) {
    return constant.getDeclaringClass().getSimpleName() + "." + constant.name();
  }

  @ParameterizedTest
  @MethodSource("codes")
  void giveBackEveryValueThatBothEditionsHaveAfterUpAndDown(String code) {
    Layout older = ShippedLayouts.layout(code, ShippedLayouts.FIRST);
    Layout newer = ShippedLayouts.layout(code, ShippedLayouts.SECOND);
    Conversion up = Conversion.of(newer, Converter.Direction.UP, older).orElseThrow();
    Conversion down = Conversion.of(newer, Converter.Direction.DOWN, older).orElseThrow();
    long seed = new Random().nextLong();
    System.out.println("FourteenLayoutsTest " + code + " seed " + seed);
    RandomRecords records = new RandomRecords(older, new Random(seed));
    Set<ItemCode> both = carried(older, newer);
    for (int i = 0; i < 200; i++) {
      RecordContent record = records.next();
      RecordContent raised = up.convert(record);
      assertThat(objections(newer, raised)).as("seed %s", seed).isEmpty();
      RecordContent back = down.convert(raised);
      assertThat(objections(older, back)).as("seed %s", seed).isEmpty();
      assertThat(only(back, both)).as("seed %s", seed).isEqualTo(only(record, both));
    }
  }

  /** Converted values are each right; rules across them were judged where they were loaded. */
  private static List<ContentObjection> objections(Layout layout, RecordContent record) {
    Set<Objection.Rule> across =
        EnumSet.of(Objection.Rule.NOT_AFTER, Objection.Rule.SUM, Objection.Rule.ONE_OF);
    return ContentCheck.of(layout).check(record, _ -> true).stream()
        .filter(found -> !across.contains(found.objection().rule()))
        .toList();
  }

  /** The items of the older edition that the newer one has too, under whatever code. */
  private static Set<ItemCode> carried(Layout older, Layout newer) {
    Set<ItemCode> taken =
        newer.converter(Converter.Direction.UP).orElseThrow().steps().stream()
            .flatMap(
                step ->
                    switch (step) {
                      case Converter.Step.Take take -> Stream.of(take.from());
                      case Converter.Step.Translate translate -> Stream.of(translate.from());
                      case Converter.Step.Constant _, Converter.Step.Absent _ ->
                          Stream.<ItemCode>empty();
                    })
            .collect(Collectors.toSet());
    return older.items().stream()
        .map(LayoutItem::code)
        .filter(code -> taken.contains(code) || newer.item(code).isPresent())
        .collect(Collectors.toSet());
  }

  private static RecordContent only(RecordContent record, Set<ItemCode> codes) {
    List<ItemValue> items =
        new ArrayList<>(
            record.items().stream().filter(item -> codes.contains(item.code())).toList());
    items.sort((one, other) -> one.code().value().compareTo(other.code().value()));
    return new RecordContent(
        items,
        record.groups().stream()
            .map(group -> new GroupValue(group.code(), only(group.content(), codes)))
            .toList());
  }

  @ParameterizedTest
  @MethodSource("codes")
  void keepRecordsInATextThatReadsBack(String code) {
    long seed = new Random().nextLong();
    System.out.println("FourteenLayoutsTest " + code + " seed " + seed);
    Layout layout = ShippedLayouts.layout(code, ShippedLayouts.FIRST);
    RandomRecords records = new RandomRecords(layout, new Random(seed));
    ContentText text = ContentText.of(layout);
    for (int i = 0; i < 100; i++) {
      RecordContent record = records.next();
      assertThat(ContentText.read(text.write(record))).as("seed %s", seed).isEqualTo(record);
    }
  }

  @Test
  void haveCodesThatNoOtherLayoutHas() {
    Map<ItemCode, List<String>> layouts =
        all(ShippedLayouts.FIRST).stream()
            .flatMap(
                layout ->
                    layout.items().stream()
                        .map(item -> Map.entry(item.code(), layout.information().value())))
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    assertThat(layouts.values()).allSatisfy(of -> assertThat(of).hasSize(1));
  }
}
