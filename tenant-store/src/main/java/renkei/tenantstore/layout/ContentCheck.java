package renkei.tenantstore.layout;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import renkei.codebook.ItemCode;
import renkei.tenantstore.layout.Objection.Rule;

/**
 * Holds whole records against one layout: items, groups and how often they occur, reasons in the
 * place of values, and the rules across items. Thread-safe.
 */
public final class ContentCheck {

  /** More is not said of one record. */
  public static final int MOST_OBJECTIONS = 100;

  private final LayoutTree root;

  private ContentCheck(LayoutTree root) {
    this.root = root;
  }

  /** Checks records of this layout. */
  public static ContentCheck of(Layout layout) {
    return new ContentCheck(LayoutTree.of(layout));
  }

  /**
   * What is to be said against a record, without quoting it; empty if nothing is.
   *
   * @param innocent whether a value is known to be no forbidden number though it may look like one
   * @return the first {@link #MOST_OBJECTIONS}
   */
  public List<ContentObjection> check(RecordContent record, Predicate<ItemValue> innocent) {
    Walk walk = new Walk(innocent);
    walk.level(root, record, new Around(Optional.empty(), List.of(), Optional.empty()));
    return walk.found.stream().limit(MOST_OBJECTIONS).toList();
  }

  /** Where the walk is, and the good values of the levels around. */
  private record Around(
      Optional<Level> values, List<Integer> instances, Optional<GroupCode> group) {

    Around inside(Level values, GroupCode code, int instance) {
      List<Integer> path = new ArrayList<>(instances);
      path.add(instance);
      return new Around(Optional.of(values), path, Optional.of(code));
    }
  }

  /** The good values of one level. */
  private record Level(Map<ItemCode, Checked> values, Optional<Level> outer) {

    Optional<Checked> find(ItemCode code) {
      Checked here = values.get(code);
      return here != null ? Optional.of(here) : outer.flatMap(around -> around.find(code));
    }
  }

  private record Checked(ItemType type, String value) {}

  private static final class Walk {

    private final Predicate<ItemValue> innocent;
    private final List<ContentObjection> found = new ArrayList<>();

    private Walk(Predicate<ItemValue> innocent) {
      this.innocent = innocent;
    }

    private void level(LayoutTree tree, RecordContent content, Around around) {
      Map<ItemCode, Checked> good = new HashMap<>();
      Map<ItemCode, ItemValue> seen = new HashMap<>();
      for (ItemValue value : content.items()) {
        LayoutItem item = tree.items().get(value.code());
        if (item == null) {
          say(Optional.of(value.code()), around, Objection.to(Rule.UNKNOWN_ITEM));
        } else if (seen.put(value.code(), value) != null) {
          say(Optional.of(value.code()), around, Objection.to(Rule.REPEATED_ITEM));
        } else {
          value(item, value, around, good);
        }
      }
      for (LayoutItem item : tree.items().values()) {
        if (item.required() && !seen.containsKey(item.code())) {
          say(Optional.of(item.code()), around, Objection.to(Rule.REQUIRED));
        }
      }
      Level level = new Level(good, around.values());
      tree.rules().forEach(rule -> rule(rule, level, around));
      groups(tree, content, level, around);
    }

    private void value(
        LayoutItem item, ItemValue value, Around around, Map<ItemCode, Checked> good) {
      Optional<Objection> objection = objection(item, value);
      objection.ifPresent(against -> say(Optional.of(item.code()), around, against));
      if (objection.isEmpty() && value.absence().isEmpty()) {
        good.put(item.code(), new Checked(item.type(), value.value()));
      }
    }

    private Optional<Objection> objection(LayoutItem item, ItemValue value) {
      if (value.absence().isPresent()) {
        return item.presence().absences().contains(value.absence().get())
            ? Optional.empty()
            : Optional.of(Objection.to(Rule.ABSENCE));
      }
      boolean fine = innocent.test(value);
      return ItemCheck.objection(item, value.value(), fine)
          .or(() -> value.standard().flatMap(form -> standard(item, form, fine)));
    }

    private static Optional<Objection> standard(LayoutItem item, String form, boolean innocent) {
      return item.form().twoForms()
          ? ItemCheck.objection(item, form, innocent)
          : Optional.of(Objection.to(Rule.STANDARD_FORM));
    }

    private void groups(LayoutTree tree, RecordContent content, Level level, Around around) {
      Map<GroupCode, Integer> counts = new HashMap<>();
      for (GroupValue value : content.groups()) {
        LayoutTree below = tree.below().get(value.code());
        int instance = counts.merge(value.code(), 1, Integer::sum);
        Around inside = around.inside(level, value.code(), instance);
        if (below == null) {
          say(Optional.empty(), inside, Objection.to(Rule.UNKNOWN_GROUP));
          continue;
        }
        int atMost = below.group().orElseThrow().atMost();
        if (instance > atMost) {
          if (instance == atMost + 1) {
            say(Optional.empty(), inside, Objection.to(Rule.TOO_MANY_INSTANCES, atMost));
          }
          continue;
        }
        level(below, value.content(), inside);
      }
    }

    private void rule(CrossItemRule rule, Level level, Around around) {
      Optional<Rule> broken =
          switch (rule) {
            case CrossItemRule.NotAfter(ItemCode from, ItemCode to) ->
                isAfter(level.find(from), level.find(to))
                    ? Optional.of(Rule.NOT_AFTER)
                    : Optional.empty();
            case CrossItemRule.Sum(List<ItemCode> parts, ItemCode total) ->
                isOtherSum(parts.stream().map(level::find).toList(), level.find(total))
                    ? Optional.of(Rule.SUM)
                    : Optional.empty();
            case CrossItemRule.OneOf(List<ItemCode> items) ->
                items.stream().filter(item -> level.find(item).isPresent()).count() == 1
                    ? Optional.empty()
                    : Optional.of(Rule.ONE_OF);
          };
      broken.ifPresent(of -> say(Optional.of(rule.items().getLast()), around, Objection.to(of)));
    }

    private static boolean isAfter(Optional<Checked> from, Optional<Checked> to) {
      if (from.isEmpty() || to.isEmpty()) {
        return false;
      }
      Checked first = from.get();
      Checked last = to.get();
      return first.type().isNumeric()
          ? number(first).compareTo(number(last)) > 0
          : DaySpan.of(first.type(), first.value()).isAfter(DaySpan.of(last.type(), last.value()));
    }

    private static boolean isOtherSum(List<Optional<Checked>> parts, Optional<Checked> total) {
      if (total.isEmpty() || parts.stream().anyMatch(Optional::isEmpty)) {
        return false;
      }
      BigInteger sum =
          parts.stream()
              .map(part -> number(part.orElseThrow()))
              .reduce(BigInteger.ZERO, BigInteger::add);
      return !sum.equals(number(total.get()));
    }

    private static BigInteger number(Checked value) {
      return new BigInteger(value.value());
    }

    private void say(Optional<ItemCode> item, Around around, Objection objection) {
      if (found.size() < MOST_OBJECTIONS) {
        found.add(new ContentObjection(item, around.group(), around.instances(), objection));
      }
    }
  }
}
