package renkei.testagencies.layout;

import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import renkei.testagencies.vocabulary.Edition;
import renkei.testagencies.vocabulary.GroupCode;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.ItemCode;

/** Reads layout files of form 2. What it does not know in one it refuses. */
final class LayoutReader {

  private static final JsonReaderFactory JSON =
      Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

  private final Map<String, List<String>> codeLists;

  private LayoutReader(Map<String, List<String>> codeLists) {
    this.codeLists = codeLists;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException naming what is not as the form has it
   * @throws jakarta.json.JsonException if it is no JSON, or a member occurs twice
   */
  static LayoutFile read(InputStream in) {
    try (JsonReader reader = JSON.createReader(in)) {
      return layout(new Members(reader.readObject()));
    }
  }

  private static LayoutFile layout(Members all) {
    if (!all.text("form").equals("renkei-layout-2")) {
      throw new IllegalArgumentException("not a layout of form 2");
    }
    Map<String, List<String>> codeLists =
        all.objects("codeLists").stream()
            .collect(Collectors.toMap(list -> list.text("code"), LayoutReader::codes));
    LayoutReader reader = new LayoutReader(codeLists);
    LayoutFile layout =
        new LayoutFile(
            new InformationCode(all.text("information")),
            new Edition(all.text("edition")),
            KeyKind.valueOf(all.text("key")),
            read(all.objects("groups"), LayoutReader::group),
            read(all.objects("items"), reader::item),
            read(all.objects("rules"), LayoutReader::rule));
    all.ignore("answersFrom", "namedUntil", "nameJa", "nameEn", "conditions", "converters");
    all.end();
    return layout;
  }

  private static <T> List<T> read(List<Members> objects, Function<Members, T> reading) {
    return objects.stream()
        .map(
            members -> {
              T read = reading.apply(members);
              members.end();
              return read;
            })
        .toList();
  }

  private static List<String> codes(Members list) {
    list.ignore("version");
    JsonObject values = list.object("values");
    list.end();
    return List.copyOf(values.keySet());
  }

  private static LayoutGroup group(Members group) {
    group.ignore("nameJa", "nameEn");
    boolean repeats = group.flag("repeats");
    return new LayoutGroup(
        new GroupCode(group.text("code")),
        group.find("parent").map(GroupCode::new),
        repeats ? group.number("atMost") : 1);
  }

  private LayoutItem item(Members item) {
    item.ignore("nameJa", "sensitive");
    ItemType type = ItemType.valueOf(item.text("type"));
    return new LayoutItem(
        new ItemCode(item.text("code")),
        item.find("group").map(GroupCode::new),
        item.text("nameEn"),
        new LayoutItem.Form(
            type,
            type.hasLength() ? item.number("length") : 0,
            type == ItemType.CODE ? codes(item.text("codeList")) : List.of(),
            item.flag("twoForms")),
        item.flag("required"),
        item.texts("absences").stream().map(Absence::valueOf).collect(Collectors.toSet()),
        item.find("means").map(Meaning::valueOf));
  }

  private List<String> codes(String list) {
    List<String> codes = codeLists.get(list);
    if (codes == null) {
      throw new IllegalArgumentException("there is no code list " + list);
    }
    return codes;
  }

  private static ItemRule rule(Members rule) {
    return switch (rule.text("rule")) {
      case "NOT_AFTER" -> new ItemRule.NotAfter(item(rule, "from"), item(rule, "to"));
      case "SUM" -> new ItemRule.Sum(items(rule, "parts"), item(rule, "total"));
      case "ONE_OF" -> new ItemRule.OneOf(items(rule, "items"));
      case String other -> throw new IllegalArgumentException("there is no rule " + other);
    };
  }

  private static ItemCode item(Members rule, String name) {
    return new ItemCode(rule.text(name));
  }

  private static List<ItemCode> items(Members rule, String name) {
    return rule.texts(name).stream().map(ItemCode::new).toList();
  }
}
