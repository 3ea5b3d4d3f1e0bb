package renkei.gateway.bench;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.codebook.calendar.FiscalYear;
import renkei.tenantstore.load.Load;

/**
 * Records of national health insurance as a municipality sends them, in CSV: five fiscal years of
 * each person, a member of the household in each and a month of theirs, together 500 bytes as they
 * are kept before they are sealed. The same seed gives the same records.
 *
 * @param records how many
 * @param seed of what differs between them
 */
public record BenchRecords(int records, long seed) {

  /** Of each person. */
  public static final int YEARS = 5;

  static final InformationCode INFORMATION = new InformationCode("TM00000000000208");
  static final Edition EDITION = new Edition("2026-06");
  static final int FIRST_YEAR = 2021;
  static final int LAST_YEAR = FIRST_YEAR + YEARS - 1;

  /** What a reader asks for: some of each level. */
  static final ItemChoice ITEMS =
      new ItemChoice.Some(
          Stream.of("01", "03", "06", "10", "12", "13", "19").map(BenchRecords::item).toList());

  private static final List<String> COLUMNS =
      List.of(
          "01",
          "02",
          "03",
          "03.standard",
          "05",
          "06",
          "07",
          "08",
          "09",
          "10",
          "11",
          "12",
          "13",
          "14",
          "16",
          "19",
          "20");

  private static final int MEMBER = COLUMNS.indexOf("12");
  private static final int MONTH = COLUMNS.indexOf("19");

  private static final String HEADER =
      "operation,addressee_number,record_key,sequence,as_of,valid_from,valid_to,group,instance,"
          + COLUMNS.stream()
              .map(column -> "TK000000020800" + column)
              .collect(Collectors.joining(","))
          + "\n";

  private static ItemCode item(String last) {
    return new ItemCode("TK000000020800" + last);
  }

  /** How many people they are about. */
  int people() {
    return (records + YEARS - 1) / YEARS;
  }

  /** One of them, from 0. */
  static AddresseeNumber person(int number) {
    return AddresseeNumber.known("00BENCH" + (10_000_000 + number));
  }

  /** All of them in one load, which says everything of their years. */
  static Load load() {
    return new Load(
        new Load.Batch("bench"),
        new Load.Scope.Full(
            Load.Missing.KEEP,
            Optional.of(
                new Load.Covers(
                    new FiscalYear(FIRST_YEAR).firstDay(), new FiscalYear(LAST_YEAR).lastDay()))),
        Load.Origin.UNKNOWN);
  }

  /** Told while they are read how many of them are. */
  interface Passing {
    void passed(int records);
  }

  /** The file, made while it is read. */
  InputStream csv(LocalDate asOf, Passing passing) {
    return new Lines(this, asOf, passing);
  }

  /** One record at a time. */
  private static final class Lines extends InputStream {

    private final BenchRecords all;
    private final LocalDate asOf;
    private final Passing passing;
    private final RandomGenerator random;
    private byte[] text = HEADER.getBytes(StandardCharsets.UTF_8);
    private int at;
    private int made;

    private Lines(BenchRecords all, LocalDate asOf, Passing passing) {
      this.all = all;
      this.asOf = asOf;
      this.passing = passing;
      this.random = new SplittableRandom(all.seed());
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) {
      if (at == text.length) {
        passing.passed(made);
        if (made == all.records()) {
          return -1;
        }
        text = next().getBytes(StandardCharsets.UTF_8);
        at = 0;
        made++;
      }
      int length = Math.min(most, text.length - at);
      System.arraycopy(text, at, into, from, length);
      at += length;
      return length;
    }

    private String next() {
      String who = person(made / YEARS).value();
      int year = FIRST_YEAR + made % YEARS;
      long medical = random.nextLong(100_000, 1_000_000);
      long support = random.nextLong(10_000, 100_000);
      long care = random.nextLong(10_000, 100_000);
      StringBuilder lines = new StringBuilder(600);
      head(lines, "PUT", who, year).append(asOf).append(",,,,");
      fields(lines, year, "国保" + year + "-" + (10_000_000 + made % 10_000_000));
      fields(lines, "連携太郎" + random.nextInt(1_000, 10_000), "", 2);
      fields(lines, random.nextLong(1_000_000, 10_000_000), medical, support, care);
      fields(lines, medical + support + care, 1).append(",".repeat(COLUMNS.size() - MEMBER));
      head(lines.append('\n'), "ADD", who, year).append(",,,TG00000000020801,1");
      lines.append(",".repeat(MEMBER));
      fields(lines, "連携花子" + random.nextInt(1_000, 10_000), "1970-01-17");
      fields(lines, year - 1 + "-04", 1 + random.nextInt(4)).append(",".repeat(2));
      head(lines.append('\n'), "ADD", who, year).append(",,,TG00000000020802,1.1");
      fields(lines.append(",".repeat(MONTH)), year + "-04", random.nextInt(1_000, 100_000));
      return lines.append('\n').toString();
    }

    private StringBuilder head(StringBuilder lines, String operation, String who, int year) {
      lines.append(operation).append(',').append(who).append(',').append(year);
      return lines.append(',').append(1 + made).append(',');
    }

    private static StringBuilder fields(StringBuilder lines, Object... fields) {
      for (Object field : fields) {
        lines.append(',').append(field);
      }
      return lines;
    }
  }
}
