package renkei.codebook.permission;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import renkei.codebook.ItemChoice;
import renkei.codebook.Matter;

/**
 * Reads the rows of a permission list from JSON Lines, one row a line, part by part. What rows have
 * in common is kept once: a list of 100,000 rows has few procedures and terms. Not thread-safe.
 */
public final class RowLines {

  /** In bytes; the legal basis is most of it, and items. */
  private static final int LONGEST = 64 * 1024;

  private final List<PermissionRow> rows = new ArrayList<>();
  private final Map<Object, Object> known = new HashMap<>();

  /**
   * Reads some more lines; returns how many.
   *
   * @param lines UTF-8; the last may end without a line feed
   * @throws ListRefusedException naming the line, if one has not the form of a row
   */
  public int add(byte[] lines) {
    int line = 0;
    int begin = 0;
    while (begin < lines.length) {
      int end = begin;
      while (end < lines.length && lines[end] != '\n') {
        end++;
      }
      line++;
      rows.add(row(Arrays.copyOfRange(lines, begin, end), line));
      begin = end + 1;
    }
    return line;
  }

  /** All that were read, in the order of the lines. */
  public List<PermissionRow> rows() {
    return List.copyOf(rows);
  }

  private PermissionRow row(byte[] text, int line) {
    if (text.length > LONGEST) {
      throw RowMembers.malformed(line, "is longer than " + LONGEST + " bytes");
    }
    return shared(RowMembers.read(text, line));
  }

  private PermissionRow shared(PermissionRow row) {
    return new PermissionRow(
        row.id(),
        same(row.inquirers()),
        same(row.providers()),
        row.purpose(),
        same(
            new Matter(
                same(row.matter().affair()),
                same(row.matter().procedure()),
                same(row.matter().information()),
                same(items(row.matter().items())))),
        same(row.terms()));
  }

  private ItemChoice items(ItemChoice items) {
    return switch (items) {
      case ItemChoice.All all -> all;
      case ItemChoice.Some(var some) -> new ItemChoice.Some(some.stream().map(this::same).toList());
    };
  }

  /** The first of those that are equal. */
  @SuppressWarnings("unchecked")
  private <T> T same(T value) {
    return (T) known.computeIfAbsent(value, _ -> value);
  }
}
