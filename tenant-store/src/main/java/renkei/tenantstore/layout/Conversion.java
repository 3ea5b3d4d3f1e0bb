package renkei.tenantstore.layout;

import static renkei.tenantstore.layout.LayoutRefusedException.require;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import renkei.codebook.ItemCode;

/**
 * Turns records of one edition into records of its neighbour, by a converter of the newer one's
 * file. That it loses nothing that must be there, and makes nothing that the target does not allow,
 * is checked once, when it is made: no record is asked again. Thread-safe.
 *
 * <p>An item without a step is taken from the item of the same code; what the target has and nobody
 * fills stays empty, what the source has and nobody takes is dropped. A group is filled from the
 * one group that its items are taken from, or else from the group of the same code.
 */
public final class Conversion {

  private final Level root;

  private Conversion(Level root) {
    this.root = root;
  }

  /** One level of the target: what fills its items, and its groups with those they come from. */
  private record Level(List<Converter.Step> steps, List<Filled> groups) {}

  private record Filled(GroupCode to, GroupCode from, Level level) {}

  /**
   * Makes the conversion that a layout has in one direction.
   *
   * @param newer the layout whose file it lies in
   * @param older its neighbour
   * @return empty if the layout has none in this direction
   * @throws LayoutRefusedException if it does not fit the two layouts
   */
  public static Optional<Conversion> of(Layout newer, Converter.Direction direction, Layout older) {
    return newer
        .converter(direction)
        .map(
            converter -> {
              require(
                  converter.other().equals(older.edition())
                      && newer.information().equals(older.information()),
                  LayoutRefusal.CONVERTER_NAMES_NOTHING,
                  converter.other());
              return switch (direction) {
                case UP -> new Conversion(new Making(older, newer, converter).root());
                case DOWN -> new Conversion(new Making(newer, older, converter).root());
              };
            });
  }

  /** Converts a record of the source edition that passed its check. */
  public RecordContent convert(RecordContent record) {
    return convert(root, record);
  }

  private static RecordContent convert(Level level, RecordContent from) {
    List<ItemValue> items = new ArrayList<>();
    for (Converter.Step step : level.steps()) {
      value(step, from).ifPresent(items::add);
    }
    List<GroupValue> groups = new ArrayList<>();
    for (Filled filled : level.groups()) {
      from.instances(filled.from())
          .map(instance -> new GroupValue(filled.to(), convert(filled.level(), instance)))
          .forEach(groups::add);
    }
    return new RecordContent(items, groups);
  }

  private static Optional<ItemValue> value(Converter.Step step, RecordContent from) {
    return switch (step) {
      case Converter.Step.Take(ItemCode to, ItemCode source) ->
          from.find(source).map(value -> value.as(to));
      case Converter.Step.Translate(ItemCode to, ItemCode source, Map<String, String> codes) ->
          from.find(source)
              .map(
                  value ->
                      value.absence().isPresent()
                          ? value.as(to)
                          : new ItemValue(to, codes.getOrDefault(value.value(), value.value())));
      case Converter.Step.Constant(ItemCode to, String value) ->
          Optional.of(new ItemValue(to, value));
      case Converter.Step.Absent(ItemCode to, Absence absence) ->
          Optional.of(ItemValue.absent(to, absence));
    };
  }

  /** Checks a converter against its two layouts while it is made ready. */
  private static final class Making {

    private final Layout source;
    private final Layout target;
    private final Map<ItemCode, Converter.Step> steps = new HashMap<>();

    private Making(Layout source, Layout target, Converter converter) {
      this.source = source;
      this.target = target;
      for (Converter.Step step : converter.steps()) {
        require(
            target.item(step.to()).isPresent(), LayoutRefusal.CONVERTER_NAMES_NOTHING, step.to());
        steps.put(step.to(), step);
      }
      for (LayoutItem item : target.items()) {
        if (source.item(item.code()).isPresent()) {
          steps.putIfAbsent(item.code(), new Converter.Step.Take(item.code(), item.code()));
        }
      }
    }

    private Level root() {
      for (LayoutItem item : target.items()) {
        Converter.Step step = steps.get(item.code());
        require(
            step == null || fits(step, item), LayoutRefusal.CONVERTER_DOES_NOT_FIT, item.code());
      }
      Level root = level(LayoutTree.of(target), Optional.empty());
      Set<ItemCode> reached = new HashSet<>();
      collect(root, reached);
      for (Converter.Step step : steps.values()) {
        require(reached.contains(step.to()), LayoutRefusal.CONVERTER_DOES_NOT_FIT, step.to());
      }
      return root;
    }

    private static void collect(Level level, Set<ItemCode> reached) {
      level.steps().forEach(step -> reached.add(step.to()));
      level.groups().forEach(group -> collect(group.level(), reached));
    }

    private Level level(LayoutTree tree, Optional<GroupCode> from) {
      List<Converter.Step> here = new ArrayList<>();
      for (LayoutItem item : tree.items().values()) {
        Converter.Step step = steps.get(item.code());
        require(
            !item.required() || (step != null && fillsAlways(step)),
            LayoutRefusal.CONVERTER_LOSES_REQUIRED,
            item.code());
        if (step != null) {
          Optional<LayoutItem> taken = from(step);
          require(
              taken.isEmpty() || taken.get().group().equals(from),
              LayoutRefusal.CONVERTER_DOES_NOT_FIT,
              item.code());
          here.add(step);
        }
      }
      List<Filled> groups = new ArrayList<>();
      Set<GroupCode> used = new HashSet<>();
      for (LayoutTree below : tree.below().values()) {
        Group to = below.group().orElseThrow();
        Optional<Group> filledBy = origin(below);
        if (filledBy.isPresent()) {
          Group origin = filledBy.get();
          require(
              origin.parent().equals(from)
                  && origin.atMost() <= to.atMost()
                  && used.add(origin.code()),
              LayoutRefusal.CONVERTER_DOES_NOT_FIT,
              to.code());
          groups.add(
              new Filled(to.code(), origin.code(), level(below, Optional.of(origin.code()))));
        }
      }
      return new Level(here, groups);
    }

    /** The group that a group is filled from; empty if it has no instance. */
    private Optional<Group> origin(LayoutTree below) {
      GroupCode code = below.group().orElseThrow().code();
      List<Optional<GroupCode>> origins =
          below.items().keySet().stream()
              .flatMap(item -> Optional.ofNullable(steps.get(item)).stream())
              .flatMap(step -> from(step).stream())
              .map(LayoutItem::group)
              .distinct()
              .toList();
      require(
          origins.size() <= 1 && !origins.contains(Optional.<GroupCode>empty()),
          LayoutRefusal.CONVERTER_DOES_NOT_FIT,
          code);
      return origins.isEmpty() ? source.group(code) : origins.getFirst().flatMap(source::group);
    }

    /** The item that a step takes; empty if it takes none. */
    private Optional<LayoutItem> from(Converter.Step step) {
      return switch (step) {
        case Converter.Step.Take(ItemCode _, ItemCode from) -> Optional.of(known(from));
        case Converter.Step.Translate(ItemCode _, ItemCode from, Map<String, String> _) ->
            Optional.of(known(from));
        case Converter.Step.Constant _, Converter.Step.Absent _ -> Optional.empty();
      };
    }

    private LayoutItem known(ItemCode from) {
      return source
          .item(from)
          .orElseThrow(
              () ->
                  new LayoutRefusedException(LayoutRefusal.CONVERTER_NAMES_NOTHING, from.value()));
    }

    private boolean fillsAlways(Converter.Step step) {
      return from(step).map(LayoutItem::required).orElse(true);
    }

    private boolean fits(Converter.Step step, LayoutItem to) {
      return switch (step) {
        case Converter.Step.Take(ItemCode _, ItemCode from) -> takes(known(from), to);
        case Converter.Step.Translate(ItemCode _, ItemCode from, Map<String, String> codes) ->
            translates(known(from), codes, to);
        case Converter.Step.Constant(ItemCode _, String value) ->
            !value.isEmpty() && ItemCheck.objection(to, value, false).isEmpty();
        case Converter.Step.Absent(ItemCode _, Absence absence) ->
            to.presence().absences().contains(absence);
      };
    }

    private static boolean takes(LayoutItem from, LayoutItem to) {
      return becomes(from.type(), to.type())
          && from.form().length() <= to.form().length()
          && (!from.form().twoForms() || to.form().twoForms())
          && to.presence().absences().containsAll(from.presence().absences())
          && values(to).containsAll(values(from));
    }

    private static boolean becomes(ItemType from, ItemType to) {
      return from == to
          || (from == ItemType.DATE && to == ItemType.UNCERTAIN_DATE)
          || (from == ItemType.KANA && to == ItemType.TEXT);
    }

    private static boolean translates(LayoutItem from, Map<String, String> codes, LayoutItem to) {
      return !values(from).isEmpty()
          && codes.keySet().equals(values(from))
          && values(to).containsAll(codes.values())
          && to.presence().absences().containsAll(from.presence().absences());
    }

    /** All values of a code or flag; none for what has too many to be told. */
    private static Set<String> values(LayoutItem item) {
      return switch (item.type()) {
        case FLAG -> Set.of("0", "1");
        case CODE -> item.form().codes().orElseThrow().values().keySet();
        case TEXT, KANA, DATE, UNCERTAIN_DATE, YEAR_MONTH, YEAR, FISCAL_YEAR, AMOUNT, NUMBER ->
            Set.of();
      };
    }
  }
}
