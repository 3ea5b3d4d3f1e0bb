package renkei.tenantstore.layout;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import renkei.codebook.ItemCode;

/** Invents records of a layout that keep all its rules. */
public final class RandomRecords {

  private static final String KANA = "アイウエオカキクケコサシスセソガギグゲゴパピプー・";
  private static final String KANJI = "山田川本村上下大小中北南東西高橋佐藤鈴木𠮷邉";

  private final Layout layout;
  private final LayoutTree root;
  private final ContentCheck check;
  private final Random random;

  public RandomRecords(Layout layout, Random random) {
    this.layout = layout;
    this.root = LayoutTree.of(layout);
    this.check = ContentCheck.of(layout);
    this.random = random;
  }

  public RecordContent next() {
    for (int i = 0; i < 1_000; i++) {
      RecordContent record = level(root);
      if (check.check(record, _ -> true).isEmpty()) {
        return record;
      }
    }
    throw new AssertionError("no record of " + layout.information() + " keeps its rules");
  }

  private RecordContent level(LayoutTree tree) {
    Map<ItemCode, ItemValue> items = new LinkedHashMap<>();
    for (LayoutItem item : tree.items().values()) {
      if (item.required() || random.nextInt(3) > 0) {
        items.put(item.code(), value(item));
      }
    }
    tree.rules().forEach(rule -> mend(rule, tree, items));
    List<GroupValue> groups = new ArrayList<>();
    for (LayoutTree below : tree.below().values()) {
      Group group = below.group().orElseThrow();
      int count = random.nextInt(Math.min(group.atMost(), 3) + 1);
      IntStream.range(0, count)
          .forEach(_ -> groups.add(new GroupValue(group.code(), level(below))));
    }
    return new RecordContent(
        tree.items().keySet().stream()
            .flatMap(code -> Optional.ofNullable(items.get(code)).stream())
            .toList(),
        groups);
  }

  private void mend(CrossItemRule rule, LayoutTree tree, Map<ItemCode, ItemValue> items) {
    switch (rule) {
      case CrossItemRule.NotAfter(ItemCode from, ItemCode to) -> {
        if (tree.items().containsKey(to) && !tree.items().get(to).required()) {
          if (random.nextBoolean()) {
            items.remove(to);
          }
        }
        if (items.get(from) != null && items.get(to) != null && random.nextBoolean()) {
          ItemValue first = items.get(from);
          ItemValue last = items.get(to);
          if (type(from) == type(to) && first.absence().isEmpty() && last.absence().isEmpty()) {
            items.put(from, last.as(from));
            items.put(to, first.as(to));
          }
        }
      }
      case CrossItemRule.Sum(List<ItemCode> parts, ItemCode total) -> {
        if (items.containsKey(total) && items.keySet().containsAll(parts)) {
          BigInteger sum =
              parts.stream()
                  .map(items::get)
                  .filter(part -> part.absence().isEmpty())
                  .map(part -> new BigInteger(part.value()))
                  .reduce(BigInteger.ZERO, BigInteger::add);
          items.put(total, new ItemValue(total, sum.toString()));
        }
      }
      case CrossItemRule.OneOf(List<ItemCode> of) -> {
        ItemCode chosen = of.get(random.nextInt(of.size()));
        of.forEach(items::remove);
        if (tree.items().containsKey(chosen)) {
          LayoutItem item = tree.items().get(chosen);
          items.put(chosen, new ItemValue(chosen, text(item.form())));
        }
      }
    }
  }

  private ItemType type(ItemCode code) {
    return layout.item(code).orElseThrow().type();
  }

  private ItemValue value(LayoutItem item) {
    List<Absence> absences = item.presence().absences().stream().sorted().toList();
    if (!absences.isEmpty() && random.nextInt(4) == 0) {
      return ItemValue.absent(item.code(), absences.get(random.nextInt(absences.size())));
    }
    Optional<String> standard =
        item.form().twoForms() && random.nextBoolean()
            ? Optional.of(text(item.form()))
            : Optional.empty();
    return new ItemValue(item.code(), text(item.form()), standard, Optional.empty());
  }

  private String text(ItemForm form) {
    LocalDate day = LocalDate.of(1900, 1, 1).plusDays(random.nextInt(60_000));
    return switch (form.type()) {
      case TEXT -> letters(KANJI, 1 + random.nextInt(Math.min(form.length(), 8)));
      case KANA -> letters(KANA, 1 + random.nextInt(Math.min(form.length(), 12)));
      case DATE -> day.toString();
      case UNCERTAIN_DATE ->
          switch (random.nextInt(4)) {
            case 0 -> day.toString();
            case 1 -> day.toString().substring(0, 8) + "XX";
            case 2 -> day.getYear() + "-XX-XX";
            default -> "XXXX-XX-XX";
          };
      case YEAR_MONTH -> day.toString().substring(0, 7);
      case YEAR, FISCAL_YEAR -> String.valueOf(day.getYear());
      case AMOUNT, NUMBER ->
          String.valueOf(random.nextInt((int) Math.pow(10, Math.min(form.length(), 8) - 0.5)));
      case FLAG -> random.nextBoolean() ? "1" : "0";
      case CODE -> {
        List<String> codes = List.copyOf(form.codes().orElseThrow().values().keySet());
        yield codes.get(random.nextInt(codes.size()));
      }
    };
  }

  private String letters(String from, int count) {
    int[] letters = from.codePoints().toArray();
    return IntStream.range(0, count)
        .mapToObj(_ -> Character.toString(letters[random.nextInt(letters.length)]))
        .collect(Collectors.joining());
  }
}
