package renkei.tenantstore.layout;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemCode;

/**
 * What the records of one information code look like in one edition (データ標準レイアウト).
 *
 * @param groups in the order in which a record is kept
 * @param items in the order in which a record is kept
 * @param rules what must hold between items of one record
 * @param converters to and from the edition before; at most one each way
 */
public record Layout(
    InformationCode information,
    Edition edition,
    Life life,
    Names names,
    RecordKind records,
    List<Group> groups,
    List<LayoutItem> items,
    List<CrossItemRule> rules,
    List<Converter> converters) {

  /** Throws {@link LayoutRefusedException} if the parts do not make a layout. */
  public Layout {
    groups = List.copyOf(groups);
    items = List.copyOf(items);
    rules = List.copyOf(rules);
    converters = List.copyOf(converters);
    LayoutRules.hold(edition, groups, items, rules, converters);
  }

  /**
   * When an edition answers.
   *
   * @param answersFrom the day from whose beginning in Japan it is in force, unless two persons
   *     move it
   * @param namedUntil the last day on which an inquirer may name it; empty if none is set
   */
  public record Life(LocalDate answersFrom, Optional<LocalDate> namedUntil) {

    /** Throws {@link IllegalArgumentException} if it would end before it begins. */
    public Life {
      if (namedUntil.isPresent() && namedUntil.get().isBefore(answersFrom)) {
        throw new IllegalArgumentException("a layout is not named before it answers");
      }
    }
  }

  /**
   * What tells the records of a person apart, and how they are asked for.
   *
   * @param conditions the kinds of conditions that an inquiry may have
   */
  public record RecordKind(KeyKind key, Set<ConditionKind> conditions) {

    /** Throws {@link IllegalArgumentException} if there is no condition, or one without sense. */
    public RecordKind {
      if (conditions.isEmpty() || !conditions.stream().allMatch(key::allows)) {
        throw new IllegalArgumentException("no such condition for records told apart by " + key);
      }
      conditions = Set.copyOf(conditions);
    }
  }

  /** Finds an item, in whatever group it lies. */
  public Optional<LayoutItem> item(ItemCode code) {
    return items.stream().filter(item -> item.code().equals(code)).findFirst();
  }

  /** Finds a group. */
  public Optional<Group> group(GroupCode code) {
    return groups.stream().filter(group -> group.code().equals(code)).findFirst();
  }

  /** Finds the converter of one direction. */
  Optional<Converter> converter(Converter.Direction direction) {
    return converters.stream().filter(found -> found.direction() == direction).findFirst();
  }
}
