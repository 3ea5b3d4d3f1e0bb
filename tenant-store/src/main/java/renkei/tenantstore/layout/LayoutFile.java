package renkei.tenantstore.layout;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemCode;
import renkei.signing.jws.StrictJson;

/**
 * Reads layout files of form 2, as docs/protocol.md describes them. Strict: what this form does not
 * have is refused by name, so that no file says something here that another reader understands
 * otherwise. Never throws on bad input.
 */
public final class LayoutFile {

  /** What a layout file calls itself where it is signed. */
  public static final String TYPE = "renkei-layout+json";

  /** The most bytes of a layout. */
  public static final int MOST_BYTES = 1024 * 1024;

  private static final String FORM = "renkei-layout-2";
  private static final int MOST_LISTS = 100;

  private LayoutFile() {}

  /** Reads a layout. */
  public static Reading read(byte[] json) {
    if (json.length > MOST_BYTES) {
      return refused(LayoutRefusal.UNREADABLE);
    }
    Optional<JsonObject> object = StrictJson.read(json);
    if (object.isEmpty()) {
      return refused(LayoutRefusal.UNREADABLE);
    }
    try {
      return new Reading.Read(layout(object.get()));
    } catch (LayoutRefusedException e) {
      return new Reading.Refused(e.refused());
    }
  }

  private static Reading refused(LayoutRefusal reason) {
    return new Reading.Refused(new LayoutRefused(reason, ""));
  }

  private static Layout layout(JsonObject json) {
    Members file =
        Members.of(
            json,
            "",
            "form information edition answersFrom namedUntil nameJa nameEn key conditions groups"
                + " items codeLists rules converters");
    file.value("form", text -> require(text.equals(FORM), file, "form"));
    Map<CodeListId, CodeList> lists = codeLists(file);
    InformationCode information = file.value("information", InformationCode::new);
    Edition edition = file.value("edition", Edition::new);
    Layout.Life life =
        file.made(
            "namedUntil",
            () ->
                new Layout.Life(
                    file.value("answersFrom", LayoutFile::day),
                    file.findValue("namedUntil", LayoutFile::day)));
    Layout.RecordKind records =
        file.made(
            "conditions",
            () ->
                new Layout.RecordKind(
                    file.value("key", KeyKind::valueOf),
                    file.choices("conditions", ConditionKind.class)));
    return new Layout(
        information,
        edition,
        life,
        file.names(),
        records,
        file.each("groups", LayoutFile::group),
        file.each("items", (item, place) -> item(item, place, lists)),
        file.each("rules", LayoutFile::rule),
        file.each("converters", LayoutFile::converter));
  }

  private static String require(boolean fine, Members at, String member) {
    LayoutRefusedException.require(fine, LayoutRefusal.MALFORMED, at.path(member));
    return member;
  }

  private static LocalDate day(String text) {
    if (!ItemCheck.isDate(text)) {
      throw new IllegalArgumentException("a day is yyyy-MM-dd");
    }
    return LocalDate.parse(text);
  }

  private static Map<CodeListId, CodeList> codeLists(Members file) {
    Map<CodeListId, CodeList> lists = new HashMap<>();
    List<CodeList> read = file.each("codeLists", LayoutFile::codeList);
    require(read.size() <= MOST_LISTS, file, "codeLists");
    for (CodeList list : read) {
      LayoutRefusedException.require(
          lists.put(list.id(), list) == null, LayoutRefusal.REPEATED, list.id());
    }
    return lists;
  }

  private static CodeList codeList(JsonObject json, String place) {
    Members list = Members.of(json, place, "code version values");
    return list.made(
        "values",
        () ->
            new CodeList(
                list.value("code", CodeListId::new), list.number("version"), list.texts("values")));
  }

  private static Group group(JsonObject json, String place) {
    Members group = Members.of(json, place, "code parent nameJa nameEn repeats atMost");
    boolean repeats = group.flag("repeats");
    require(repeats == group.has("atMost"), group, "atMost");
    int atMost = repeats ? group.number("atMost") : 1;
    require(!repeats || atMost > 1, group, "atMost");
    return group.made(
        "atMost",
        () ->
            new Group(
                group.value("code", GroupCode::new),
                group.findValue("parent", GroupCode::new),
                group.names(),
                atMost));
  }

  private static LayoutItem item(JsonObject json, String place, Map<CodeListId, CodeList> lists) {
    Members item =
        Members.of(
            json,
            place,
            "code group nameJa nameEn type length required sensitive absences codeList means"
                + " twoForms");
    ItemForm form = item.made("type", () -> form(item, lists));
    Set<Absence> absences =
        item.has("absences") ? item.choices("absences", Absence.class) : Set.of();
    return item.made(
        "means",
        () ->
            new LayoutItem(
                item.value("code", ItemCode::new),
                item.findValue("group", GroupCode::new),
                item.names(),
                form,
                new LayoutItem.Presence(item.flag("required"), absences),
                item.flag("sensitive"),
                item.findValue("means", LayoutItem.Meaning::valueOf)));
  }

  private static ItemForm form(Members item, Map<CodeListId, CodeList> lists) {
    ItemType type = item.value("type", ItemType::valueOf);
    require(type.length().isEmpty() == item.has("length"), item, "length");
    require((type == ItemType.CODE) == item.has("codeList"), item, "codeList");
    Optional<CodeList> codes =
        item.findValue("codeList", CodeListId::new)
            .map(
                id -> {
                  LayoutRefusedException.require(
                      lists.containsKey(id), LayoutRefusal.CODE_LIST_MISSING, id);
                  return lists.get(id);
                });
    return new ItemForm(
        type,
        type.length().isEmpty() ? item.number("length") : type.length().getAsInt(),
        codes,
        item.flag("twoForms"));
  }

  private static CrossItemRule rule(JsonObject json, String place) {
    String kind = json.get("rule") instanceof JsonString text ? text.getString() : "";
    return switch (kind) {
      case "NOT_AFTER" -> {
        Members rule = Members.of(json, place, "rule from to");
        yield new CrossItemRule.NotAfter(
            rule.value("from", ItemCode::new), rule.value("to", ItemCode::new));
      }
      case "SUM" -> {
        Members rule = Members.of(json, place, "rule parts total");
        yield new CrossItemRule.Sum(
            rule.values("parts", ItemCode::new), rule.value("total", ItemCode::new));
      }
      case "ONE_OF" ->
          new CrossItemRule.OneOf(
              Members.of(json, place, "rule items").values("items", ItemCode::new));
      default ->
          throw new LayoutRefusedException(
              json.containsKey("rule") ? LayoutRefusal.MALFORMED : LayoutRefusal.MEMBER_MISSING,
              place + ".rule");
    };
  }

  private static Converter converter(JsonObject json, String place) {
    Members converter = Members.of(json, place, "direction other steps");
    return new Converter(
        converter.value("direction", Converter.Direction::valueOf),
        converter.value("other", Edition::new),
        converter.each("steps", LayoutFile::step));
  }

  private static Converter.Step step(JsonObject json, String place) {
    if (json.containsKey("value")) {
      Members step = Members.of(json, place, "to value");
      return new Converter.Step.Constant(
          step.value("to", ItemCode::new), step.value("value", text -> text));
    }
    if (json.containsKey("absent")) {
      Members step = Members.of(json, place, "to absent");
      return new Converter.Step.Absent(
          step.value("to", ItemCode::new), step.value("absent", Absence::valueOf));
    }
    Members step = Members.of(json, place, "to from codes");
    ItemCode to = step.value("to", ItemCode::new);
    ItemCode from = step.value("from", ItemCode::new);
    return step.has("codes")
        ? new Converter.Step.Translate(to, from, step.texts("codes"))
        : new Converter.Step.Take(to, from);
  }

  /** What came of reading a layout file. */
  public sealed interface Reading {

    /** It is a layout. */
    record Read(Layout layout) implements Reading {}

    /** It is none; nothing of it may be used. */
    record Refused(LayoutRefused refused) implements Reading {}
  }
}
