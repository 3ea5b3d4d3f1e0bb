package renkei.tenantstore.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts the lines of a load together to records: a {@code PUT}, and the {@code ADD}s behind it. */
final class RecordReader {

  /** A record of more lines is refused. */
  static final int MOST_LINES = 2_000;

  /** A record of more characters is refused. */
  static final int MOST_CHARACTERS = 1 << 20;

  /** What a record begins with for sure. */
  private static final Set<String> BEGINNINGS = Set.of("PUT", "DELETE");

  private final Supplier<CsvRow> rows;
  private final Consumer<CsvRow> taken;
  private final boolean hasGroups;
  private @Nullable CsvRow ahead;

  /**
   * @param taken is told of each row that belongs to what was handed out
   * @param hasGroups whether a record may go on behind its first line
   */
  RecordReader(Supplier<CsvRow> rows, Consumer<CsvRow> taken, boolean hasGroups) {
    this.rows = rows;
    this.taken = taken;
    this.hasGroups = hasGroups;
  }

  /** What comes next. */
  sealed interface Next {

    /**
     * One record.
     *
     * @param lines its first line and those added to it
     * @param received how many lines that were, more if it is too long
     * @param characters in the lines
     * @param tooLong whether lines were left out
     * @param broken a line behind it cannot be read, and may be part of it
     */
    record Lines(
        List<CsvRow.Fields> lines, long received, long characters, boolean tooLong, boolean broken)
        implements Next {

      long line() {
        return lines.getFirst().line();
      }
    }

    /** A row that is no record, or an end. */
    record Other(CsvRow row) implements Next {}
  }

  Next next() {
    CsvRow row = take();
    return row instanceof CsvRow.Fields first && !isAdd(first.fields())
        ? record(first)
        : new Next.Other(row);
  }

  private Next record(CsvRow.Fields first) {
    List<CsvRow.Fields> lines = new ArrayList<>(List.of(first));
    long received = 1;
    long characters = length(first);
    boolean tooLong = false;
    while (peek() instanceof CsvRow.Fields line && isAdd(line.fields())) {
      CsvRow _ = take();
      received++;
      characters += length(line);
      tooLong = tooLong || lines.size() >= MOST_LINES || characters > MOST_CHARACTERS;
      if (!tooLong) {
        lines.add(line);
      }
    }
    return new Next.Lines(
        List.copyOf(lines), received, characters, tooLong, hasGroups && mayGoOn(peek()));
  }

  /** Whether a line that cannot be read may add to the record before it. */
  private static boolean mayGoOn(CsvRow row) {
    return row instanceof CsvRow.Bad bad
        && (bad.readable().isEmpty() || !BEGINNINGS.contains(bad.readable().getFirst()));
  }

  private static boolean isAdd(List<String> fields) {
    return !fields.isEmpty() && fields.getFirst().equals("ADD");
  }

  private static long length(CsvRow.Fields line) {
    return line.fields().stream().mapToLong(String::length).sum();
  }

  private CsvRow peek() {
    if (ahead == null) {
      ahead = rows.get();
    }
    return ahead;
  }

  private CsvRow take() {
    CsvRow row = peek();
    ahead = null;
    taken.accept(row);
    return row;
  }
}
