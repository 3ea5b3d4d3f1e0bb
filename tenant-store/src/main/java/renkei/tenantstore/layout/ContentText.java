package renkei.tenantstore.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renkei.codebook.ItemCode;

/**
 * The content of a record as it is kept: a line for each value, in the order of the layout, so that
 * the same content is always the same text.
 *
 * <pre>
 * TK00000002020001⇥value
 * TK00000002020001⇥value⇥standard form
 * TK00000002020006⇥⇥!NOT_DECLARED
 * &gt;TG00000000020201
 * ...
 * &lt;
 * </pre>
 *
 * <p>Nothing is escaped: values hold no control characters (decision 0202). Thread-safe.
 */
public final class ContentText {

  private static final char TAB = '\t';
  private static final char END = '\n';
  private static final char OPEN = '>';
  private static final char CLOSE = '<';
  private static final char REASON = '!';

  private final Level root;

  private ContentText(Level root) {
    this.root = root;
  }

  /** Writes records of this layout. */
  public static ContentText of(Layout layout) {
    return new ContentText(Level.of(LayoutTree.of(layout)));
  }

  /** Places of items and groups, so that a record is put in order without a search. */
  private record Level(
      Map<ItemCode, Integer> items, Map<GroupCode, Integer> groups, Map<GroupCode, Level> below) {

    static Level of(LayoutTree tree) {
      Map<ItemCode, Integer> items = new HashMap<>();
      tree.items().keySet().forEach(code -> items.put(code, items.size()));
      Map<GroupCode, Integer> groups = new HashMap<>();
      Map<GroupCode, Level> below = new HashMap<>();
      tree.below()
          .forEach(
              (code, inside) -> {
                groups.put(code, groups.size());
                below.put(code, of(inside));
              });
      return new Level(items, groups, below);
    }

    int place(ItemValue value) {
      return known(items.get(value.code()), value.code());
    }

    int place(GroupValue value) {
      return known(groups.get(value.code()), value.code());
    }

    private static int known(@Nullable Integer place, Object code) {
      if (place == null) {
        throw new IllegalArgumentException(code + " is not in the layout at this place");
      }
      return place;
    }
  }

  /**
   * Writes a record that passed its check.
   *
   * @throws IllegalArgumentException if an item or group is not in the layout
   */
  public String write(RecordContent record) {
    StringBuilder text = new StringBuilder(512);
    write(root, record, text);
    return text.toString();
  }

  private static void write(Level level, RecordContent content, StringBuilder text) {
    List<ItemValue> items = new ArrayList<>(content.items());
    items.sort(Comparator.comparingInt(level::place));
    for (ItemValue item : items) {
      text.append(item.code().value()).append(TAB).append(item.value());
      item.standard().ifPresent(form -> text.append(TAB).append(form));
      item.absence().ifPresent(reason -> text.append(TAB).append(REASON).append(reason.name()));
      text.append(END);
    }
    List<GroupValue> groups = new ArrayList<>(content.groups());
    groups.sort(Comparator.comparingInt(level::place));
    for (GroupValue group : groups) {
      text.append(OPEN).append(group.code().value()).append(END);
      write(level.below().getOrDefault(group.code(), level), group.content(), text);
      text.append(CLOSE).append(END);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the text is another; without quoting it
   */
  public static RecordContent read(String text) {
    Reader reader = new Reader(text);
    RecordContent content = reader.content();
    if (reader.next < text.length()) {
      throw malformed();
    }
    return content;
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException("no content of a record as it is kept");
  }

  private static final class Reader {

    private final String text;
    private int next;

    private Reader(String text) {
      this.text = text;
    }

    /** Up to the end, or up to the line that closes the group. */
    private RecordContent content() {
      List<ItemValue> items = new ArrayList<>();
      List<GroupValue> groups = new ArrayList<>();
      while (next < text.length() && text.charAt(next) != CLOSE) {
        String line = line();
        if (line.isEmpty()) {
          throw malformed();
        }
        if (line.charAt(0) == OPEN) {
          groups.add(new GroupValue(new GroupCode(line.substring(1)), content()));
          if (next >= text.length() || line().length() != 1) {
            throw malformed();
          }
        } else {
          items.add(item(line));
        }
      }
      return new RecordContent(items, groups);
    }

    private String line() {
      int end = text.indexOf(END, next);
      if (end < 0) {
        throw malformed();
      }
      String line = text.substring(next, end);
      next = end + 1;
      return line;
    }

    private static ItemValue item(String line) {
      int value = line.indexOf(TAB);
      if (value < 0) {
        throw malformed();
      }
      ItemCode code = new ItemCode(line.substring(0, value));
      int second = line.indexOf(TAB, value + 1);
      if (second < 0) {
        return new ItemValue(code, line.substring(value + 1));
      }
      String standard = line.substring(second + 1);
      return second == value + 1
          ? ItemValue.absent(code, absence(standard))
          : new ItemValue(
              code, line.substring(value + 1, second), Optional.of(standard), Optional.empty());
    }

    private static Absence absence(String reason) {
      if (reason.isEmpty() || reason.charAt(0) != REASON) {
        throw malformed();
      }
      return Absence.valueOf(reason.substring(1));
    }
  }
}
