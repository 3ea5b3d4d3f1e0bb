package renkei.codebook.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The eras (元号) there are, by a table that can be replaced: nobody knows the next one before it is
 * proclaimed, and no release should be needed for it. Prints days the way people read them, and
 * reads what people write. Immutable.
 *
 * <p>A day belongs to the newest era that has begun: 30 April 2019 is 平成31年4月30日 and the next day
 * 令和元年5月1日 (元号を改める政令, 2019). A day written in an era that it is not in is not read.
 */
public final class Eras {

  private static final String FILE = "eras.txt";

  /** 元 is the first year. */
  private static final String YEAR = "(元|[1-9][0-9]{0,2})年";

  private static final String MONTH = "(0?[1-9]|1[0-2])月";

  private static final Pattern DAY =
      Pattern.compile("(\\p{IsHan}{1,4}?)" + YEAR + MONTH + "(0?[1-9]|[12][0-9]|3[01])日");

  private static final Pattern MONTH_OF_YEAR = Pattern.compile("(\\p{IsHan}{1,4}?)" + YEAR + MONTH);

  private static final Pattern FISCAL_YEAR = Pattern.compile("(\\p{IsHan}{1,4}?)" + YEAR + "度");

  /** A letter stands for a name where numbers are joined by dots. */
  private static final Pattern SHORT_DAY =
      Pattern.compile("([A-Z])0?([1-9][0-9]{0,2})\\.(0?[1-9]|1[0-2])\\.(0?[1-9]|[12][0-9]|3[01])");

  private final List<Era> newestFirst;

  private Eras(List<Era> newestFirst) {
    this.newestFirst = List.copyOf(newestFirst);
  }

  /** The eras known when this was built, from 明治 on. */
  public static Eras known() {
    try (InputStream file = Eras.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException("the table of eras is missing");
      }
      return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a table: on each line letter, Japanese name, English name, first day and, where it is not
   * the year of that day, the first year; between them white space. Oldest first; empty lines and
   * those that begin with {@code ;} count for nothing.
   *
   * @throws IllegalArgumentException naming the line that is wrong
   */
  public static Eras parse(String table) {
    List<Era> eras = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String line : table.lines().map(String::strip).toList()) {
      if (line.isEmpty() || line.startsWith(";")) {
        continue;
      }
      Era era = era(line);
      if (!names.add(era.letter()) || !names.add(era.nameJa())) {
        throw new IllegalArgumentException("twice in the table of eras: " + line);
      }
      if (!eras.isEmpty() && !era.from().isAfter(eras.getFirst().from())) {
        throw new IllegalArgumentException("not after the era before it: " + line);
      }
      eras.addFirst(era);
    }
    if (eras.isEmpty()) {
      throw new IllegalArgumentException("the table of eras is empty");
    }
    return new Eras(eras);
  }

  private static Era era(String line) {
    String[] parts = line.split("\\s+", -1);
    if (parts.length != 4 && parts.length != 5) {
      throw new IllegalArgumentException("wrong line in the table of eras: " + line);
    }
    try {
      LocalDate from = LocalDate.parse(parts[3]);
      int yearOne = parts.length == 5 ? Integer.parseInt(parts[4]) : from.getYear();
      return new Era(parts[0], parts[1], parts[2], from, yearOne);
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw new IllegalArgumentException("wrong line in the table of eras: " + line, e);
    }
  }

  /** The era of a day; empty for one before the table. */
  public Optional<Era> of(LocalDate day) {
    return newestFirst.stream().filter(era -> !day.isBefore(era.from())).findFirst();
  }

  /** Prints a day, such as 令和元年5月1日; one before the table as 1868年1月25日. */
  public String print(LocalDate day) {
    return printYear(of(day), day.getYear())
        + day.getMonthValue()
        + "月"
        + day.getDayOfMonth()
        + "日";
  }

  /**
   * Prints what is known of a day, and what is not: 令和8年3月（日不詳）, 令和8年（月日不詳）, 不詳. Where the era
   * depends on what is unknown, the year is printed by the Gregorian calendar.
   */
  public String print(UncertainDate date) {
    return switch (date.known()) {
      case DAY -> print(date.earliest());
      case MONTH ->
          printYear(eraOfAll(date), date.earliest().getYear())
              + date.earliest().getMonthValue()
              + "月（日不詳）";
      case YEAR -> printYear(eraOfAll(date), date.earliest().getYear()) + "（月日不詳）";
      case NOTHING -> "不詳";
    };
  }

  /**
   * Prints a fiscal year by the era in which the most of it lies: 2019 is 令和元年度, since the whole of
   * it was called so from May on (改元に伴う元号による年表示の取扱いについて, 2019), and 1988, which ended in 平成元年, is
   * 昭和63年度.
   */
  public String print(FiscalYear year) {
    return printYear(of(year.firstDay().plusMonths(6)), year.value()) + "度";
  }

  private Optional<Era> eraOfAll(UncertainDate date) {
    Optional<Era> first = of(date.earliest());
    return first.equals(of(date.latest())) ? first : Optional.empty();
  }

  private static String printYear(Optional<Era> era, int gregorian) {
    return era.map(
            found -> {
              int year = found.yearOf(gregorian);
              return found.nameJa() + (year == 1 ? "元" : Integer.toString(year)) + "年";
            })
        .orElse(gregorian + "年");
  }

  /**
   * Reads a day as people write it: 令和元年5月1日, 令和1年5月1日 or R1.5.1, R01.05.01.
   *
   * @return empty if it is of another form, no day, or not in the era it names
   */
  public Optional<LocalDate> readDay(String text) {
    Matcher full = DAY.matcher(text);
    if (full.matches()) {
      return named(full.group(1)).flatMap(era -> dayIn(era, full));
    }
    Matcher brief = SHORT_DAY.matcher(text);
    return brief.matches()
        ? lettered(brief.group(1)).flatMap(era -> dayIn(era, brief))
        : Optional.empty();
  }

  /**
   * Reads a month, such as 令和元年5月; empty if it is of another form, or no day of it is in the era it
   * names. 平成31年5月 is not read, and 令和元年4月 neither.
   */
  public Optional<YearMonth> readMonth(String text) {
    Matcher written = MONTH_OF_YEAR.matcher(text);
    return written.matches()
        ? named(written.group(1)).flatMap(era -> monthIn(era, written))
        : Optional.empty();
  }

  private Optional<YearMonth> monthIn(Era era, Matcher written) {
    YearMonth month =
        YearMonth.of(gregorian(era, written.group(2)), Integer.parseInt(written.group(3)));
    return touches(era, month.atDay(1), month.atEndOfMonth())
        ? Optional.of(month)
        : Optional.empty();
  }

  /**
   * Reads a fiscal year, such as 令和8年度. Both names of the year in which an era began are read:
   * 平成31年度 and 令和元年度 are 2019.
   */
  public Optional<FiscalYear> readFiscalYear(String text) {
    Matcher written = FISCAL_YEAR.matcher(text);
    return written.matches()
        ? named(written.group(1)).flatMap(era -> fiscalYearIn(era, written))
        : Optional.empty();
  }

  private Optional<FiscalYear> fiscalYearIn(Era era, Matcher written) {
    int year = gregorian(era, written.group(2));
    return FiscalYear.isOne(year)
        ? Optional.of(new FiscalYear(year))
            .filter(found -> touches(era, found.firstDay(), found.lastDay()))
        : Optional.empty();
  }

  private Optional<LocalDate> dayIn(Era era, Matcher written) {
    int months = Integer.parseInt(written.group(3));
    int days = Integer.parseInt(written.group(4));
    return day(gregorian(era, written.group(2)), months, days)
        .filter(found -> touches(era, found, found));
  }

  private static Optional<LocalDate> day(int year, int month, int day) {
    try {
      return Optional.of(LocalDate.of(year, month, day));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static int gregorian(Era era, String year) {
    return era.yearOne() + (year.equals("元") ? 1 : Integer.parseInt(year)) - 1;
  }

  /** Whether a day of this span is in the era. */
  private boolean touches(Era era, LocalDate first, LocalDate last) {
    Optional<Era> next =
        newestFirst.stream()
            .filter(other -> other.from().isAfter(era.from()))
            .reduce((_, older) -> older);
    return !last.isBefore(era.from())
        && next.map(other -> first.isBefore(other.from())).orElse(true);
  }

  private Optional<Era> named(String nameJa) {
    return newestFirst.stream().filter(era -> era.nameJa().equals(nameJa)).findFirst();
  }

  private Optional<Era> lettered(String letter) {
    return newestFirst.stream().filter(era -> era.letter().equals(letter)).findFirst();
  }
}
