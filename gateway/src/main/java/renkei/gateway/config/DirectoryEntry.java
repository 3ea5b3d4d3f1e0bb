package renkei.gateway.config;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import renkei.codebook.AgencyCode;
import renkei.codebook.InformationCode;
import renkei.codebook.ProcedureCode;
import renkei.codebook.TenantId;
import renkei.codebook.directory.AddresseeForm;
import renkei.codebook.directory.Agency;
import renkei.codebook.directory.AgencyKind;
import renkei.codebook.directory.DelegationGiven;
import renkei.codebook.directory.Lifetime;
import renkei.codebook.directory.Remit;
import renkei.codebook.directory.Responsibility;
import renkei.codebook.directory.Succession;
import renkei.codebook.directory.Validity;

/**
 * One body of the file of agencies, as {@code docs/directory.md} describes it. Strict: a member
 * that is none of the format's is refused, since a misspelt {@code successors} would otherwise send
 * inquiries to a body that has ended. Every method throws {@link IllegalArgumentException} with
 * what is wrong; whoever calls adds which entry it is.
 */
final class DirectoryEntry {

  private static final Set<String> MEMBERS =
      Set.of(
          "code",
          "kind",
          "tenant",
          "nameJa",
          "nameEn",
          "addresseeNumbers",
          "validFrom",
          "validTo",
          "successors",
          "partOf",
          "members",
          "responsibilities",
          "delegations");

  private final JsonObject json;

  private DirectoryEntry(JsonObject json, Set<String> known) {
    this.json = json;
    json.keySet().stream()
        .filter(key -> !known.contains(key))
        .findFirst()
        .ifPresent(
            key -> {
              throw new IllegalArgumentException("has the unknown member " + key);
            });
  }

  /** The body that an entry describes. */
  static Agency agency(JsonObject json) {
    DirectoryEntry entry = new DirectoryEntry(json, MEMBERS);
    return new Agency(
        entry.required("code", AgencyCode::new),
        entry.required("kind", DirectoryEntry::kind),
        entry.optional("tenant", TenantId::new),
        entry.required("nameJa", Function.identity()),
        entry.required("nameEn", Function.identity()),
        new Lifetime(
            entry.validity("validFrom", "validTo"),
            entry.objects("successors", DirectoryEntry::succession)),
        new Remit(
            entry.optional("partOf", AgencyCode::new),
            entry.set("members", AgencyCode::new),
            entry.objects("responsibilities", DirectoryEntry::responsibility),
            entry.objects("delegations", DirectoryEntry::delegation)));
  }

  /** The form of addressee numbers that an entry declares. */
  static Optional<AddresseeForm> form(JsonObject json) {
    return new DirectoryEntry(json, MEMBERS).optional("addresseeNumbers", AddresseeForm::new);
  }

  private static AgencyKind kind(String word) {
    return Arrays.stream(AgencyKind.values())
        .filter(kind -> kind.name().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be one of "
                        + Arrays.stream(AgencyKind.values())
                            .map(AgencyKind::name)
                            .collect(Collectors.joining(", "))));
  }

  private static Succession succession(JsonObject json) {
    DirectoryEntry entry = new DirectoryEntry(json, Set.of("from", "code", "informations"));
    Set<InformationCode> informations = entry.set("informations", InformationCode::new);
    if (json.containsKey("informations") && informations.isEmpty()) {
      throw new IllegalArgumentException("informations must name one at least, or be left out");
    }
    return new Succession(
        entry.required("from", DirectoryEntry::day),
        entry.required("code", AgencyCode::new),
        informations);
  }

  private static Responsibility responsibility(JsonObject json) {
    DirectoryEntry entry = new DirectoryEntry(json, Set.of("information", "from", "until"));
    return new Responsibility(
        entry.required("information", InformationCode::new), entry.validity("from", "until"));
  }

  private static DelegationGiven delegation(JsonObject json) {
    DirectoryEntry entry = new DirectoryEntry(json, Set.of("to", "procedures", "from", "until"));
    return new DelegationGiven(
        entry.required("to", AgencyCode::new),
        entry.set("procedures", ProcedureCode::new),
        entry.validity("from", "until"));
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("must be a day such as 2026-04-01", e);
    }
  }

  private Validity validity(String from, String to) {
    return new Validity(optional(from, DirectoryEntry::day), optional(to, DirectoryEntry::day));
  }

  private <T> T required(String key, Function<String, T> form) {
    return optional(key, form).orElseThrow(() -> new IllegalArgumentException("has no " + key));
  }

  private <T> Optional<T> optional(String key, Function<String, T> form) {
    return value(key).map(value -> read(key, value, form));
  }

  private <T> Set<T> set(String key, Function<String, T> form) {
    Set<T> read = new HashSet<>();
    array(key)
        .forEach(
            value -> {
              if (!read.add(read(key, value, form))) {
                throw new IllegalArgumentException(key + ": names one twice");
              }
            });
    return read;
  }

  private <T> List<T> objects(String key, Function<JsonObject, T> form) {
    return array(key)
        .map(
            value -> {
              if (value instanceof JsonObject object) {
                return named(key, () -> form.apply(object));
              }
              throw new IllegalArgumentException(key + ": must be a list of objects");
            })
        .toList();
  }

  private Stream<JsonValue> array(String key) {
    return value(key).stream()
        .flatMap(
            value -> {
              if (value instanceof JsonArray array) {
                return array.stream();
              }
              throw new IllegalArgumentException(key + ": must be a list");
            });
  }

  private Optional<JsonValue> value(String key) {
    return Optional.ofNullable(json.get(key));
  }

  private static <T> T read(String key, JsonValue value, Function<String, T> form) {
    if (value instanceof JsonString text) {
      return named(key, () -> form.apply(text.getString()));
    }
    throw new IllegalArgumentException(key + ": must be text");
  }

  private static <T> T named(String key, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }
}
