package renkei.testagencies.resident;

import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import renkei.testagencies.layout.Absence;
import renkei.testagencies.layout.ItemRule;
import renkei.testagencies.layout.LayoutFile;
import renkei.testagencies.layout.LayoutGroup;
import renkei.testagencies.layout.LayoutItem;
import renkei.testagencies.layout.Meaning;
import renkei.testagencies.vocabulary.GroupCode;
import renkei.testagencies.vocabulary.ItemCode;

/** One record while it is made up. */
final class RecordDraft {

  /** Of ten optional items so many have a value, and so many more a reason if there may be one. */
  private static final int OF_TEN_GIVEN = 6;

  private static final int OF_TEN_REASONED = 3;
  private static final int REQUIRED_MISSING_EVERY = 16;
  private static final int STANDARD_EVERY = 8;
  private static final int MOST_INSTANCES = 3;

  /** Groups whose instances are everybody of the household, and such as are its children. */
  private static final Set<String> WHOLE_HOUSEHOLD =
      Set.of("TG00000000010102", "TG00000000020702", "TG00000000020801");

  private static final Set<String> CHILDREN =
      Set.of("TG00000000020101", "TG00000000020201", "TG00000000020301");

  /**
   * What a record is made of.
   *
   * @param asOf no day in it is later
   * @param undeclared whether whatever can be undeclared (未申告) is
   */
  record Facts(Registration about, LocalDate asOf, boolean undeclared) {

    /** The fiscal year (年度) of that day. */
    int fiscalYear() {
      return asOf.getMonthValue() < Month.APRIL.getValue() ? asOf.getYear() - 1 : asOf.getYear();
    }
  }

  private final LayoutFile layout;
  private final Facts facts;
  private final ValueDraft drafts;
  private final Set<ItemCode> summed = new HashSet<>();
  private final Set<ItemCode> alternatives = new HashSet<>();

  RecordDraft(LayoutFile layout, RuleBounds bounds, Facts facts) {
    this.layout = layout;
    this.facts = facts;
    drafts = new ValueDraft(layout, bounds, facts);
    for (ItemRule rule : layout.rules()) {
      switch (rule) {
        case ItemRule.Sum sum -> summed.addAll(sum.items());
        case ItemRule.OneOf(List<ItemCode> items) -> alternatives.addAll(items);
        case ItemRule.NotAfter _ -> {}
      }
    }
  }

  RecordValues values(Draw draw) {
    Set<ItemCode> chosen = new HashSet<>();
    for (ItemRule rule : layout.rules()) {
      if (rule instanceof ItemRule.OneOf(List<ItemCode> items)) {
        chosen.add(items.get(draw.at(items.getFirst().value()).below(items.size())));
      }
    }
    Place root = new Place(Optional.empty(), facts.about().resident(), 1, draw);
    return level(root, chosen, Map.of());
  }

  /**
   * Where values are made up.
   *
   * @param group whose instance; empty for the root
   * @param person whom it is about
   * @param instance which one of that group, from 1
   */
  record Place(Optional<GroupCode> group, Resident person, int instance, Draw draw) {}

  private RecordValues level(Place place, Set<ItemCode> chosen, Map<ItemCode, ItemValue> around) {
    Map<ItemCode, ItemValue> values = new LinkedHashMap<>();
    for (LayoutItem item : layout.items(place.group())) {
      told(item, place)
          .or(() -> value(item, place, chosen))
          .ifPresent(value -> values.put(item.code(), value));
    }
    Map<ItemCode, ItemValue> all = new HashMap<>(around);
    all.putAll(values);
    addUp(values, all);
    List<RecordValues.Instance> groups = new ArrayList<>();
    for (LayoutGroup group : layout.groups(place.group())) {
      List<Resident> people = people(group, place);
      for (int n = 1; n <= people.size(); n++) {
        Draw draw = place.draw().at(group.code().value()).at(n);
        Place inside = new Place(Optional.of(group.code()), people.get(n - 1), n, draw);
        groups.add(new RecordValues.Instance(group.code(), level(inside, chosen, all)));
      }
    }
    return new RecordValues(values, groups);
  }

  /** What somebody has written down of the person counts, whatever would be made up. */
  private Optional<ItemValue> told(LayoutItem item, Place place) {
    return place.group().isPresent()
        ? Optional.empty()
        : Optional.ofNullable(facts.about().told().get(item.code()))
            .filter(told -> !told.isEmpty())
            .map(ItemValue.Given::new);
  }

  private Optional<ItemValue> value(LayoutItem item, Place place, Set<ItemCode> chosen) {
    Draw draw = place.draw().at(item.code().value());
    if (alternatives.contains(item.code())) {
      return chosen.contains(item.code()) ? Optional.of(given(item, place)) : Optional.empty();
    }
    if (facts.undeclared() && item.absences().contains(Absence.NOT_DECLARED)) {
      return Optional.of(new ItemValue.Missing(Absence.NOT_DECLARED));
    }
    if (item.required() || summed.contains(item.code()) || item.meaning().isPresent()) {
      boolean missing = !item.absences().isEmpty() && draw.oneIn(REQUIRED_MISSING_EVERY);
      return Optional.of(missing ? missing(item, draw) : given(item, place));
    }
    int of = draw.at("there").below(10);
    if (of < OF_TEN_GIVEN) {
      return Optional.of(given(item, place));
    }
    return of < OF_TEN_GIVEN + OF_TEN_REASONED && !item.absences().isEmpty()
        ? Optional.of(missing(item, draw))
        : Optional.empty();
  }

  private static ItemValue missing(LayoutItem item, Draw draw) {
    List<Absence> reasons = item.absences().stream().sorted().toList();
    return new ItemValue.Missing(reasons.get(draw.at("why").below(reasons.size())));
  }

  private ItemValue given(LayoutItem item, Place place) {
    String own = drafts.value(item, place);
    if (!item.form().two()) {
      return new ItemValue.Given(own);
    }
    String standard = Names.standard(own);
    boolean both =
        !standard.equals(own)
            || place.draw().at(item.code().value()).at("form").oneIn(STANDARD_EVERY);
    return new ItemValue.Given(own, both ? Optional.of(standard) : Optional.empty());
  }

  /** Lets totals be what their parts come to; a total may be a part of another. */
  private void addUp(Map<ItemCode, ItemValue> values, Map<ItemCode, ItemValue> all) {
    for (ItemRule _ : layout.rules()) {
      for (ItemRule rule : layout.rules()) {
        if (rule instanceof ItemRule.Sum(List<ItemCode> parts, ItemCode total)
            && values.get(total) instanceof ItemValue.Given
            && !facts.about().told().containsKey(total)) {
          ItemValue sum = new ItemValue.Given(String.valueOf(sum(parts, all)));
          values.put(total, sum);
          all.put(total, sum);
        }
      }
    }
  }

  private static long sum(List<ItemCode> parts, Map<ItemCode, ItemValue> all) {
    return parts.stream()
        .flatMap(part -> Stream.ofNullable(all.get(part)))
        .mapToLong(part -> part instanceof ItemValue.Given given ? Long.parseLong(given.own()) : 0)
        .sum();
  }

  /** Whom the instances of a group inside that place are about, one each. */
  private List<Resident> people(LayoutGroup group, Place place) {
    String code = group.code().value();
    List<Resident> people;
    if (WHOLE_HOUSEHOLD.contains(code)) {
      people = facts.about().household().members();
    } else if (CHILDREN.contains(code)) {
      people =
          facts.about().household().head().equals(facts.about().resident())
              ? facts.about().household().children()
              : List.of();
    } else if (namesSomebody(group)) {
      people = facts.about().household().others(facts.about().resident());
    } else {
      int many = 1 + place.draw().at(code).below(Math.min(MOST_INSTANCES, group.atMost()));
      people = Stream.generate(place::person).limit(many).toList();
    }
    return people.stream().limit(group.atMost()).toList();
  }

  private boolean namesSomebody(LayoutGroup group) {
    return layout.items(Optional.of(group.code())).stream()
        .anyMatch(item -> item.meaning().equals(Optional.of(Meaning.NAME)));
  }
}
