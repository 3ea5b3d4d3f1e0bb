package renkei.tenantstore.load;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import renkei.codebook.AddresseeNumber;
import renkei.tenantstore.layout.ContentText;
import renkei.tenantstore.layout.GroupCode;
import renkei.tenantstore.layout.GroupValue;
import renkei.tenantstore.layout.ItemValue;
import renkei.tenantstore.layout.KeyKind;
import renkei.tenantstore.layout.Layout;
import renkei.tenantstore.layout.LayoutItem;
import renkei.tenantstore.layout.RecordContent;

/** A load as a municipality writes it, of records of one layout. */
public final class LoadText {

  private static final String FIXED =
      "operation,addressee_number,record_key,sequence,as_of,valid_from,valid_to,group,instance";

  private final Layout layout;
  private final List<String> columns = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  public LoadText(Layout layout) {
    this.layout = layout;
    for (LayoutItem item : layout.items()) {
      columns.add(item.code().value());
      if (item.form().twoForms()) {
        columns.add(item.code().value() + ".standard");
      }
      if (!item.presence().absences().isEmpty()) {
        columns.add(item.code().value() + ".absent");
      }
    }
  }

  public Layout layout() {
    return layout;
  }

  /** The content as text, in the order of the layout. */
  public static String sorted(Layout layout, RecordContent content) {
    return ContentText.of(layout).write(content);
  }

  public String header() {
    return FIXED + "," + String.join(",", columns);
  }

  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** A record; a key that names a year or a day is that of such a layout, else a serial. */
  public LoadText put(AddresseeNumber person, String key, long sequence, RecordContent content) {
    String of = keyOf(key);
    String from =
        switch (layout.records().key()) {
          case NONE, FISCAL_YEAR -> "";
          case PERIOD -> of;
          case SERIAL -> "2020-04-01";
        };
    lines.add(
        line(
            "PUT,%s,%s,%d,2026-06-08,%s,,,".formatted(person.value(), of, sequence, from),
            content));
    add(person, of, sequence, content, "");
    return this;
  }

  private String keyOf(String key) {
    KeyKind kind = layout.records().key();
    return switch (kind) {
      case NONE -> "";
      case FISCAL_YEAR -> key.length() == 4 ? key : "2026";
      case PERIOD -> key.length() == 10 ? key : "2026-04-01";
      case SERIAL -> key;
    };
  }

  private void add(
      AddresseeNumber person, String key, long sequence, RecordContent content, String path) {
    Map<GroupCode, Integer> counts = new HashMap<>();
    for (GroupValue group : content.groups()) {
      String own = path + counts.merge(group.code(), 1, Integer::sum);
      lines.add(
          line(
              "ADD,%s,%s,%d,,,,%s,%s"
                  .formatted(person.value(), key, sequence, group.code().value(), own),
              group.content()));
      add(person, key, sequence, group.content(), own + ".");
    }
  }

  private String line(String fixed, RecordContent content) {
    Map<String, String> fields = new HashMap<>();
    for (ItemValue item : content.items()) {
      fields.put(item.code().value(), item.value());
      item.standard().ifPresent(form -> fields.put(item.code().value() + ".standard", form));
      item.absence().ifPresent(why -> fields.put(item.code().value() + ".absent", why.name()));
    }
    return fixed
        + ","
        + columns.stream().map(column -> fields.getOrDefault(column, "")).collect(joining(","));
  }

  /** A record that cannot be taken, for what it lacks; its key may be none. */
  public LoadText bad(AddresseeNumber person, String key, long sequence) {
    return line("PUT,%s,%s,%d,2026-06-08,,,,".formatted(person.value(), key, sequence), true);
  }

  public LoadText delete(AddresseeNumber person, String key, long sequence) {
    return line("DELETE,%s,%s,%d,2026-06-08,,,,".formatted(person.value(), key, sequence), true);
  }

  /** Any line. */
  public LoadText line(String text) {
    return line(text, false);
  }

  private LoadText line(String text, boolean whole) {
    lines.add(whole ? text + ",".repeat(columns.size()) : text);
    return this;
  }

  @Override
  public String toString() {
    return Stream.concat(Stream.of(header()), lines.stream()).collect(joining("\n", "", "\n"));
  }
}
