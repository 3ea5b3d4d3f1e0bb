package renkei.tenantstore.layout;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import renkei.codebook.Edition;
import renkei.codebook.ItemCode;

/** What must hold between the parts of one layout. What a converter must do is in Conversion. */
final class LayoutRules {

  private static final int MOST_ITEMS = 500;
  private static final int MOST_GROUPS = 50;
  private static final int MOST_RULES = 100;
  private static final int DEEPEST = 4;
  private static final int MOST_IN_RULE = 20;

  private final Map<GroupCode, Group> groups = new HashMap<>();
  private final Map<ItemCode, LayoutItem> items = new HashMap<>();

  private LayoutRules() {}

  static void hold(
      Edition edition,
      List<Group> groups,
      List<LayoutItem> items,
      List<CrossItemRule> rules,
      List<Converter> converters) {
    bounded(!items.isEmpty() && items.size() <= MOST_ITEMS, "items");
    bounded(groups.size() <= MOST_GROUPS, "groups");
    bounded(rules.size() <= MOST_RULES, "rules");
    LayoutRules all = new LayoutRules();
    all.groups(groups);
    all.items(items);
    inhabited(groups, items);
    for (CrossItemRule rule : rules) {
      all.rule(rule);
    }
    converters(edition, converters);
  }

  private static void bounded(boolean kept, String where) {
    require(kept, LayoutRefusal.MALFORMED, where);
  }

  private void groups(List<Group> all) {
    for (Group group : all) {
      require(groups.put(group.code(), group) == null, LayoutRefusal.REPEATED, group.code());
    }
    for (Group group : all) {
      group
          .parent()
          .ifPresent(
              parent ->
                  require(groups.containsKey(parent), LayoutRefusal.UNKNOWN_PARENT, group.code()));
    }
    for (Group group : all) {
      int depth = line(Optional.of(group.code())).size();
      require(depth <= DEEPEST, LayoutRefusal.MALFORMED, group.code());
    }
  }

  /** A group and those around it, the deepest first; refuses a circle. */
  private List<GroupCode> line(Optional<GroupCode> deepest) {
    Set<GroupCode> line = new LinkedHashSet<>();
    Optional<GroupCode> at = deepest;
    while (at.isPresent()) {
      require(line.add(at.get()), LayoutRefusal.GROUP_CYCLE, at.get());
      at = Optional.ofNullable(groups.get(at.get())).flatMap(Group::parent);
    }
    return List.copyOf(line);
  }

  private void items(List<LayoutItem> all) {
    Map<Optional<GroupCode>, Set<LayoutItem.Meaning>> meanings = new HashMap<>();
    for (LayoutItem item : all) {
      require(items.put(item.code(), item) == null, LayoutRefusal.REPEATED, item.code());
      require(
          item.group().map(groups::containsKey).orElse(true),
          LayoutRefusal.UNKNOWN_PARENT,
          item.code());
      item.meaning()
          .ifPresent(
              meaning ->
                  require(
                      meanings
                          .computeIfAbsent(
                              item.group(), _ -> EnumSet.noneOf(LayoutItem.Meaning.class))
                          .add(meaning),
                      LayoutRefusal.REPEATED,
                      item.code()));
    }
  }

  /** A group in which nothing can be is a slip of the pen. */
  private static void inhabited(List<Group> groups, List<LayoutItem> items) {
    Set<GroupCode> used = new HashSet<>();
    items.forEach(item -> item.group().ifPresent(used::add));
    groups.forEach(group -> group.parent().ifPresent(used::add));
    for (Group group : groups) {
      require(used.contains(group.code()), LayoutRefusal.MALFORMED, group.code());
    }
  }

  private void rule(CrossItemRule rule) {
    for (ItemCode code : rule.items()) {
      require(items.containsKey(code), LayoutRefusal.RULE_NAMES_NOTHING, code);
    }
    List<LayoutItem> named = rule.items().stream().map(items::get).toList();
    fits(distinct(named, LayoutItem::code), rule);
    fits(areOnOneLine(named), rule);
    switch (rule) {
      case CrossItemRule.NotAfter _ ->
          fits(
              named.stream().allMatch(item -> item.type().isCalendar()) || areOneNumber(named),
              rule);
      case CrossItemRule.Sum(List<ItemCode> parts, ItemCode _) -> {
        fits(parts.size() >= 2 && parts.size() <= MOST_IN_RULE, rule);
        fits(areOneNumber(named), rule);
      }
      case CrossItemRule.OneOf(List<ItemCode> of) -> {
        fits(of.size() >= 2 && of.size() <= MOST_IN_RULE, rule);
        fits(named.stream().noneMatch(LayoutItem::required), rule);
      }
    }
  }

  private static void fits(boolean fine, CrossItemRule rule) {
    String where = rule.items().isEmpty() ? "rules" : rule.items().getLast().value();
    require(fine, LayoutRefusal.RULE_DOES_NOT_FIT, where);
  }

  private static boolean areOneNumber(List<LayoutItem> named) {
    return named.stream().allMatch(item -> item.type().isNumeric())
        && named.stream().map(LayoutItem::type).distinct().count() == 1;
  }

  /** Whether each lies in the deepest one's group or around it. */
  private boolean areOnOneLine(Collection<LayoutItem> named) {
    Set<Optional<GroupCode>> around = new HashSet<>();
    named.stream()
        .map(item -> line(item.group()))
        .max((one, other) -> Integer.compare(one.size(), other.size()))
        .ifPresent(deepest -> deepest.forEach(code -> around.add(Optional.of(code))));
    around.add(Optional.empty());
    return named.stream().map(LayoutItem::group).allMatch(around::contains);
  }

  private static void converters(Edition edition, List<Converter> all) {
    require(distinct(all, Converter::direction), LayoutRefusal.REPEATED, "converters");
    for (Converter converter : all) {
      require(
          converter.other().compareTo(edition) < 0,
          LayoutRefusal.CONVERTER_NAMES_NOTHING,
          converter.other());
      require(
          distinct(converter.steps(), Converter.Step::to), LayoutRefusal.REPEATED, "converters");
    }
  }

  private static void require(boolean kept, LayoutRefusal reason, Object where) {
    LayoutRefusedException.require(kept, reason, where);
  }

  private static <T> boolean distinct(Collection<T> all, Function<T, ?> by) {
    return all.stream().map(by).distinct().count() == all.size();
  }
}
