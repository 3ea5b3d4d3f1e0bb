package renkei.testagencies.resident;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import renkei.testagencies.layout.ItemRule;
import renkei.testagencies.layout.ItemType;
import renkei.testagencies.layout.LayoutFile;
import renkei.testagencies.layout.LayoutItem;
import renkei.testagencies.vocabulary.ItemCode;

/**
 * One thing that a layout forbids in the root of a record.
 *
 * @param operation of its line
 * @param item where the fault is; empty if it is in the operation
 * @param values what is changed in a good record, empty for a value that is taken away
 * @param complaint the code of the rule
 */
record LayoutFault(
    String operation, Optional<ItemCode> item, Map<ItemCode, String> values, String complaint) {

  private static LayoutFault in(LayoutItem item, String value, String complaint) {
    return new LayoutFault(
        "PUT", Optional.of(item.code()), Map.of(item.code(), value), complaint + ":");
  }

  /** The parts are nothing, and yet there is a total. */
  private static LayoutFault in(ItemRule.Sum sum) {
    Map<ItemCode, String> values = new HashMap<>();
    sum.parts().forEach(part -> values.put(part, "0"));
    values.put(sum.total(), "1");
    return new LayoutFault("PUT", Optional.of(sum.total()), Map.copyOf(values), "sum:");
  }

  /** All that are tried on a layout; each rule it has at least once. */
  static List<LayoutFault> of(LayoutFile layout) {
    List<LayoutItem> root = layout.items(Optional.empty());
    List<LayoutFault> faults = new ArrayList<>();
    first(root, Set.of(ItemType.CODE, ItemType.NUMBER, ItemType.AMOUNT), true)
        .ifPresent(item -> faults.add(in(item, "", "required")));
    first(root, Set.of(ItemType.CODE), true)
        .ifPresent(item -> faults.add(in(item, "#", "code-list")));
    first(root, Set.of(ItemType.DATE), false)
        .ifPresent(item -> faults.add(in(item, "2026-02-30", "date")));
    faults.add(new LayoutFault("REPLACE", Optional.empty(), Map.of(), "operation:"));
    for (LayoutItem item : root) {
      switch (item.type()) {
        // Half-width kana (JIS X 0201) and what is longer than the layout allows.
        case KANA -> faults.add(in(item, "ｼｹﾝ　ﾖｼｺ", "half-width-kana"));
        case TEXT -> faults.add(in(item, "長".repeat(item.form().length() + 1), "too-long"));
        case DATE, UNCERTAIN_DATE, YEAR_MONTH, YEAR, FISCAL_YEAR -> {}
        case AMOUNT, NUMBER, FLAG, CODE -> {}
      }
    }
    layout.rules().stream()
        .flatMap(rule -> rule instanceof ItemRule.Sum sum ? Stream.of(sum) : Stream.empty())
        .filter(sum -> root.stream().map(LayoutItem::code).toList().containsAll(sum.items()))
        .forEach(sum -> faults.add(in(sum)));
    return faults;
  }

  private static Optional<LayoutItem> first(
      List<LayoutItem> root, Set<ItemType> types, boolean required) {
    return root.stream()
        .filter(item -> types.contains(item.type()))
        .filter(item -> !required || (item.required() && item.absences().isEmpty()))
        .findFirst();
  }

  /** The column of the fault, as the header names it. */
  String column() {
    return item.map(ItemCode::value).orElse("operation");
  }

  /** The values of a root with the fault in them. */
  RecordValues in(RecordValues good) {
    RecordValues changed = good;
    for (Map.Entry<ItemCode, String> value : values.entrySet()) {
      changed =
          value.getValue().isEmpty()
              ? changed.without(value.getKey())
              : changed.with(value.getKey(), new ItemValue.Given(value.getValue()));
    }
    return changed;
  }
}
