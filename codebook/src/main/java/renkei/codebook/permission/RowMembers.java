package renkei.codebook.permission;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import renkei.codebook.AffairCode;
import renkei.codebook.ConsentBasis;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemChoice;
import renkei.codebook.ItemCode;
import renkei.codebook.Matter;
import renkei.codebook.PermissionRowId;
import renkei.codebook.ProcedureCode;
import renkei.codebook.Purpose;
import renkei.codebook.directory.BodyClassId;
import renkei.codebook.directory.Validity;
import renkei.signing.jws.StrictJson;

/**
 * The members of one row. Whatever is wrong is refused with its line and member, and never quoted.
 */
record RowMembers(JsonObject json, int line) {

  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "inquirer",
          "provider",
          "purpose",
          "affair",
          "procedure",
          "information",
          "items",
          "legalBasis",
          "consent",
          "delegation",
          "validFrom",
          "validTo");

  static PermissionRow read(byte[] text, int line) {
    JsonObject json =
        StrictJson.read(text).orElseThrow(() -> malformed(line, "is not one object of JSON"));
    if (!KNOWN.containsAll(json.keySet())) {
      throw malformed(line, "has a member that rows do not have");
    }
    return new RowMembers(json, line).row();
  }

  static ListRefusedException malformed(int line, String what) {
    return new ListRefusedException(ListRefusal.MALFORMED, "line " + line + " " + what);
  }

  private PermissionRow row() {
    return new PermissionRow(
        value("id", PermissionRowId::new),
        value("inquirer", BodyClassId::new),
        value("provider", BodyClassId::new),
        value("purpose", Purpose::valueOf),
        new Matter(
            value("affair", AffairCode::new),
            value("procedure", ProcedureCode::new),
            value("information", InformationCode::new),
            items()),
        new PermissionRow.Terms(
            find("legalBasis", RowMembers::words).orElse(""),
            consent(),
            find("delegation", DelegationRule::valueOf).orElse(DelegationRule.NONE),
            validity()));
  }

  private ItemChoice items() {
    return some("items", ItemCode::new)
        .<ItemChoice>map(ItemChoice.Some::new)
        .orElseGet(ItemChoice.All::new);
  }

  private ConsentRule consent() {
    return some("consent", ConsentBasis::new)
        .<ConsentRule>map(bases -> new ConsentRule.Needed(new HashSet<>(bases)))
        .orElseGet(ConsentRule.NotNeeded::new);
  }

  private Validity validity() {
    Optional<LocalDate> from = find("validFrom", LocalDate::parse);
    Optional<LocalDate> to = find("validTo", LocalDate::parse);
    return made("validTo", () -> new Validity(from, to));
  }

  private static String words(String text) {
    if (text.length() > PermissionRow.LONGEST_BASIS
        || text.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("no legal basis in words");
    }
    return text;
  }

  private <T> T value(String member, Function<String, T> form) {
    return find(member, form).orElseThrow(() -> malformed(line, "lacks " + member));
  }

  private <T> Optional<T> find(String member, Function<String, T> form) {
    return Optional.ofNullable(json.get(member)).map(value -> read(member, value, form));
  }

  /** Texts in an array; empty if the member is left out. */
  private <T> Optional<List<T>> some(String member, Function<String, T> form) {
    JsonValue value = json.get(member);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof JsonArray array) || array.isEmpty()) {
      throw wrong(member);
    }
    List<T> all = new ArrayList<>(array.size());
    for (JsonValue one : array) {
      all.add(read(member, one, form));
    }
    return Optional.of(all);
  }

  private <T> T read(String member, JsonValue value, Function<String, T> form) {
    if (!(value instanceof JsonString text)) {
      throw wrong(member);
    }
    return made(member, () -> form.apply(text.getString()));
  }

  private <T> T made(String member, Supplier<T> making) {
    try {
      return making.get();
    } catch (IllegalArgumentException | DateTimeException _) {
      throw wrong(member);
    }
  }

  private ListRefusedException wrong(String member) {
    return malformed(line, "has no " + member + " of the form that rows have");
  }
}
