package renkei.testagencies.resident;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import renkei.testagencies.layout.LayoutFile;
import renkei.testagencies.vocabulary.RecordKey;

/**
 * Makes up the records that a municipality has of somebody, by any layout and its rules: the same
 * ones for the same person, layout and day. They are clearly invented. Thread-safe.
 *
 * <p>Of what is kept by the fiscal year somebody has one to six years up to the one of the day
 * (年度), as far as of age by then, and in some years nothing was declared (未申告). Of periods and
 * serials there are one to three, of which the last is open.
 */
public final class RecordMaker {

  /** Before the year of the day, records of so many fiscal years may be there. */
  public static final int YEARS_BEFORE = 5;

  private static final int MOST_RECORDS = 3;
  private static final int UNDECLARED_EVERY = 12;
  private static final int OF_AGE = 18;
  private static final int APRIL = 4;
  private static final int JUNE = 6;

  /** Kinds of information of which children have no records: taxes, allowances and pensions. */
  private static final Set<String> OF_ADULTS =
      Set.of(
          "TM00000000000201",
          "TM00000000000202",
          "TM00000000000203",
          "TM00000000000204",
          "TM00000000000207",
          "TM00000000000208",
          "TM00000000000401",
          "TM00000000000402",
          "TM00000000000403");

  /** Kinds that are paid to the head of a household with children. */
  private static final Set<String> FOR_CHILDREN = Set.of("TM00000000000202", "TM00000000000203");

  private final LayoutFile layout;
  private final RuleBounds bounds;
  private final LocalDate day;

  /**
   * Records by that layout.
   *
   * @param day on which they are true; none tells of anything later
   */
  public RecordMaker(LayoutFile layout, LocalDate day) {
    this.layout = layout;
    this.day = day;
    bounds = RuleBounds.of(layout);
  }

  /** The layout. */
  public LayoutFile layout() {
    return layout;
  }

  /** The newest fiscal year of which there are records: that of the day. */
  public int newestYear() {
    return day.getMonthValue() < APRIL ? day.getYear() - 1 : day.getYear();
  }

  /** Before this day no record of a period begins. */
  public LocalDate firstDay() {
    return LocalDate.of(newestYear() - YEARS_BEFORE, APRIL, 1);
  }

  /** The records of somebody, the oldest first; empty if there are none of such people. */
  public List<ReplicaRecord> records(Registration about) {
    if (!concerns(about)) {
      return List.of();
    }
    Draw draw =
        Draw.of(about.resident().code().value())
            .at(about.resident().name())
            .at(layout.information().value());
    return switch (layout.key()) {
      case NONE -> List.of(only(about, draw));
      case FISCAL_YEAR -> years(about, draw);
      case PERIOD, SERIAL -> periods(about, draw);
    };
  }

  /**
   * The record of somebody that holds now: the only one, that of the newest year, or the open one.
   * Empty if there is none.
   */
  public Optional<ReplicaRecord> current(Registration about) {
    return records(about).stream().reduce((_, last) -> last);
  }

  private boolean concerns(Registration about) {
    String information = layout.information().value();
    return (!OF_ADULTS.contains(information) || isOfAge(about, newestYear()))
        && (!FOR_CHILDREN.contains(information)
            || (about.household().head().equals(about.resident())
                && !about.household().children().isEmpty()));
  }

  private static boolean isOfAge(Registration about, int year) {
    return !about.resident().birth().isAfter(LocalDate.of(year - OF_AGE, APRIL, 1));
  }

  private ReplicaRecord only(Registration about, Draw draw) {
    LocalDate asOf = earlier(about.since(), day);
    return new ReplicaRecord(
        RecordKey.NONE, asOf, Optional.empty(), Optional.empty(), values(about, draw, asOf, false));
  }

  private List<ReplicaRecord> years(Registration about, Draw draw) {
    List<ReplicaRecord> records = new ArrayList<>();
    int before = draw.at("years").below(YEARS_BEFORE + 1);
    for (int year = newestYear() - before; year <= newestYear(); year++) {
      if (isOfAge(about, year)) {
        Draw ofYear = draw.at(year);
        LocalDate asOf = earlier(LocalDate.of(year, JUNE, 1), day);
        records.add(
            new ReplicaRecord(
                new RecordKey(String.valueOf(year)),
                asOf,
                Optional.empty(),
                Optional.empty(),
                values(about, ofYear, asOf, ofYear.at("declared").oneIn(UNDECLARED_EVERY))));
      }
    }
    return records;
  }

  /** One behind the other, the last of them open. */
  private List<ReplicaRecord> periods(Registration about, Draw draw) {
    List<ReplicaRecord> records = new ArrayList<>();
    int before = draw.at("periods").below(MOST_RECORDS);
    for (int n = before; n >= 0; n--) {
      LocalDate from = LocalDate.of(newestYear() - n, APRIL, 1);
      boolean open = n == 0;
      LocalDate to = from.plusYears(1).minusDays(1);
      Draw ofPeriod = draw.at(from.getYear());
      LocalDate asOf = earlier(from.plusMonths(1), day);
      records.add(
          new ReplicaRecord(
              key(from, before - n + 1),
              asOf,
              Optional.of(from),
              open ? Optional.empty() : Optional.of(to),
              values(about, ofPeriod, asOf, false)));
    }
    return records;
  }

  private RecordKey key(LocalDate from, int serial) {
    return new RecordKey(
        switch (layout.key()) {
          case PERIOD -> from.toString();
          case SERIAL -> "S-" + serial;
          case NONE, FISCAL_YEAR -> throw new IllegalStateException("has no periods");
        });
  }

  private RecordValues values(Registration about, Draw draw, LocalDate asOf, boolean undeclared) {
    return new RecordDraft(layout, bounds, new RecordDraft.Facts(about, asOf, undeclared))
        .values(draw);
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }
}
