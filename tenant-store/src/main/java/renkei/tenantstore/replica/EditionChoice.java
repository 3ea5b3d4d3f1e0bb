package renkei.tenantstore.replica;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import renkei.codebook.Condition;
import renkei.codebook.Edition;
import renkei.codebook.Reason;
import renkei.codebook.calendar.FiscalYear;
import renkei.codebook.database.BlindIndex;
import renkei.tenantstore.layout.ConditionKind;
import renkei.tenantstore.layout.KeyKind;
import renkei.tenantstore.layout.Layout;

/**
 * Which edition answers about a person, and by which of its records: the rules of docs/protocol.md,
 * "Which edition answers", over what one statement saw.
 */
public final class EditionChoice {

  /** The layout's edition is not one that an inquirer can name now. */
  public static final Reason EDITION_NOT_LIVE = new Reason("EDITION_NOT_LIVE");

  /** The layout does not have such a condition. */
  public static final Reason CONDITION_NOT_ALLOWED = new Reason("CONDITION_NOT_ALLOWED");

  private EditionChoice() {}

  /**
   * How a question stands towards the editions.
   *
   * @param target the layout of the edition named or else of the one in force
   * @param named whether the inquirer named it
   * @param today by the database's clock, in Japan
   */
  public record Asked(Layout target, boolean named, Condition condition, LocalDate today) {

    private KeyKind key() {
      return target.records().key();
    }

    /** The days in question; empty if that is no matter of days. */
    private Optional<Days> days() {
      return switch (condition) {
        case Condition.Current() ->
            switch (key()) {
              case NONE, FISCAL_YEAR -> Optional.empty();
              case PERIOD, SERIAL -> Optional.of(new Days(today, today));
            };
        case Condition.OnDate(LocalDate day) -> Optional.of(new Days(day, day));
        case Condition.FiscalYears(int from, int to) ->
            Optional.of(new Days(new FiscalYear(from).firstDay(), new FiscalYear(to).lastDay()));
        case Condition.Period(LocalDate from, LocalDate to) -> Optional.of(new Days(from, to));
      };
    }
  }

  /**
   * An edition that the municipality has loaded in full.
   *
   * @param complete whether every line named its person
   * @param covers the days of which it says everything; empty if all
   */
  public record Loaded(Edition edition, boolean complete, Optional<Days> covers) {

    private boolean covers(Optional<Days> days) {
      return covers.isEmpty() || days.isEmpty() || covers.get().hold(days.get());
    }
  }

  /** What a row says. */
  public enum Kind {
    /** There is this record. */
    RECORD,
    /** There is none of this key any more. */
    DELETED,
    /** A line came that could not be taken. */
    UNREADABLE
  }

  /**
   * By what the states of one record are ordered, the later the greater.
   *
   * @param sequence the source's
   * @param correction the platform's own, of the same sequence
   * @param load of the same load or a later one
   */
  public record Order(long sequence, int correction, long load) implements Comparable<Order> {

    private static final Comparator<Order> BY_ALL =
        Comparator.comparingLong(Order::sequence)
            .thenComparingInt(Order::correction)
            .thenComparingLong(Order::load);

    @Override
    public int compareTo(Order other) {
      return BY_ALL.compare(this, other);
    }
  }

  /**
   * One row about the person, of a load that is released.
   *
   * @param key of its record
   * @param from the first day it is about; empty if that is no matter of days, or not known
   * @param to the last; likewise, or if there is none
   * @param content what the caller has of it
   */
  public record Row<T>(
      Edition edition,
      BlindIndex key,
      Kind kind,
      Order order,
      Optional<LocalDate> from,
      Optional<LocalDate> to,
      T content) {

    private boolean touches(Optional<Days> days) {
      return days.map(
              asked ->
                  from.map(first -> !first.isAfter(asked.last())).orElse(true)
                      && to.map(last -> !last.isBefore(asked.first())).orElse(true))
          .orElse(true);
    }
  }

  /** What is to be said. */
  public sealed interface Choice<T> {

    /** These records, all of this edition. */
    record Records<T>(Edition edition, List<Row<T>> rows) implements Choice<T> {}

    /** There is nothing. */
    record Nothing<T>() implements Choice<T> {}

    /** Nothing can be said. */
    record Unknown<T>() implements Choice<T> {}
  }

  /** Why a question cannot be asked, whomever it is about; empty if it can. */
  public static Optional<Reason> refusal(Layout target, Condition condition) {
    ConditionKind kind =
        switch (condition) {
          case Condition.Current _ -> ConditionKind.CURRENT;
          case Condition.OnDate _ -> ConditionKind.ON_DATE;
          case Condition.FiscalYears _ -> ConditionKind.FISCAL_YEARS;
          case Condition.Period _ -> ConditionKind.PERIOD;
        };
    return target.records().conditions().contains(kind)
        ? Optional.empty()
        : Optional.of(CONDITION_NOT_ALLOWED);
  }

  /**
   * Chooses.
   *
   * @param loaded the editions loaded in full, up to the one in force: rows of others count for
   *     nothing
   * @param rows all of the person
   */
  public static <T> Choice<T> choose(Asked asked, List<Loaded> loaded, List<Row<T>> rows) {
    List<Row<T>> counting =
        rows.stream()
            .filter(row -> loaded.stream().anyMatch(full -> full.edition().equals(row.edition())))
            .toList();
    Optional<Edition> source = source(asked, counting.stream().map(Row::edition).distinct());
    List<Row<T>> own =
        counting.stream().filter(row -> source.filter(row.edition()::equals).isPresent()).toList();
    List<Row<T>> matching = matching(asked, standing(own));
    if (!matching.isEmpty()) {
      return new Choice.Records<>(source.orElseThrow(), matching);
    }
    boolean lost =
        own.stream().anyMatch(row -> row.kind() == Kind.UNREADABLE && row.touches(asked.days()));
    return !lost && isNothing(asked, source, loaded)
        ? new Choice.Nothing<>()
        : new Choice.Unknown<>();
  }

  /**
   * Of all editions in which there is anything about the person: the one asked for, or else the
   * newest before it. Behind it is looked for only where it was named.
   */
  private static Optional<Edition> source(Asked asked, Stream<Edition> editions) {
    Edition target = asked.target().edition();
    List<Edition> sorted = editions.sorted().toList();
    Optional<Edition> upTo =
        sorted.stream().filter(edition -> edition.compareTo(target) <= 0).max(Edition::compareTo);
    return upTo.isPresent() || !asked.named() ? upTo : sorted.stream().findFirst();
  }

  /** Of each key the greatest row, where it is a record. */
  private static <T> List<Row<T>> standing(List<Row<T>> rows) {
    Map<BlindIndex, Row<T>> newest = new LinkedHashMap<>();
    rows.stream()
        .filter(row -> row.kind() != Kind.UNREADABLE)
        .forEach(
            row ->
                newest.merge(
                    row.key(),
                    row,
                    (one, other) -> one.order().compareTo(other.order()) < 0 ? other : one));
    return newest.values().stream().filter(row -> row.kind() == Kind.RECORD).toList();
  }

  private static <T> List<Row<T>> matching(Asked asked, List<Row<T>> records) {
    Comparator<Row<T>> byFirstDay = Comparator.comparing(row -> row.from().orElse(LocalDate.MIN));
    List<Row<T>> touched =
        records.stream().filter(row -> row.touches(asked.days())).sorted(byFirstDay).toList();
    boolean newestOnly =
        asked.condition() instanceof Condition.Current && asked.key() == KeyKind.FISCAL_YEAR;
    return newestOnly && !touched.isEmpty() ? List.of(touched.getLast()) : touched;
  }

  /**
   * Whether a full load that stands says that there is nothing. A line that names nobody, in it or
   * in one after it, may have been this person's.
   */
  private static boolean isNothing(Asked asked, Optional<Edition> source, List<Loaded> loaded) {
    Edition target = asked.target().edition();
    List<Loaded> newestFirst =
        loaded.stream()
            .filter(full -> source.map(from -> isBetween(full, from, target)).orElse(true))
            .sorted(Comparator.comparing(Loaded::edition).reversed())
            .toList();
    for (Loaded full : newestFirst) {
      if (!full.complete()) {
        return false;
      }
      if (full.covers(asked.days())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBetween(Loaded full, Edition source, Edition target) {
    return full.edition().equals(source)
        || (full.edition().compareTo(source) > 0 && full.edition().compareTo(target) <= 0);
  }
}
