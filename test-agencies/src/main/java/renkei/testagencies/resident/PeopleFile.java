package renkei.testagencies.resident;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import renkei.testagencies.core.ResidentCode;
import renkei.testagencies.vocabulary.AddresseeNumber;
import renkei.testagencies.vocabulary.ItemCode;
import renkei.testagencies.vocabulary.TenantId;

/**
 * People whom somebody has written down instead of having them made from a seed: a file of UTF-8
 * with one JSON object a line, one for each entry in one municipality's files.
 */
public final class PeopleFile {

  /** The largest file that is read; two entries of one line each are some 500 bytes. */
  private static final long MOST_BYTES = 64L << 20;

  private static final Set<String> REQUIRED =
      Set.of("tenant", "addresseeNumber", "resident", "name", "kana", "birth", "sex", "address");
  private static final Set<String> OPTIONAL = Set.of("income", "since", "items");
  private static final LocalDate SINCE = LocalDate.of(2026, 4, 1);
  private static final long INCOME = 3_000_000;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private PeopleFile() {}

  /**
   * Reads the file. Blank lines and a byte order mark mean nothing.
   *
   * @param tenants the municipalities there are; each has files, though perhaps with nobody in them
   * @throws IllegalArgumentException naming the line that is none, never what it holds
   * @throws UncheckedIOException if the file cannot be read
   */
  public static Population read(Path file, List<TenantId> tenants) {
    Map<TenantId, List<Registration>> towns = new LinkedHashMap<>();
    tenants.forEach(tenant -> towns.put(tenant, new ArrayList<>()));
    Set<String> numbers = new HashSet<>();
    int number = 0;
    for (String line : text(file).lines().toList()) {
      number++;
      if (!line.isBlank()) {
        try {
          add(line, towns, numbers);
        } catch (JsonException e) {
          throw wrong(file, number, "no JSON object");
        } catch (ClassCastException | IllegalArgumentException | DateTimeException e) {
          throw wrong(file, number, String.valueOf(e.getMessage()));
        }
      }
    }
    Map<TenantId, Population.Town> files = new LinkedHashMap<>();
    towns.forEach((tenant, entries) -> files.put(tenant, Population.Town.ofOrdinary(entries)));
    return Population.told(String.valueOf(file.getFileName()), files);
  }

  private static IllegalArgumentException wrong(Path file, int line, String what) {
    return new IllegalArgumentException("%s, line %d: %s".formatted(file, line, what));
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IllegalArgumentException(file + " is longer than " + MOST_BYTES + " bytes");
      }
      String text = Files.readString(file);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException _) {
      throw new IllegalArgumentException(file + " is not UTF-8; save it as UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static void add(
      String line, Map<TenantId, List<Registration>> towns, Set<String> numbers) {
    JsonObject entry = object(line);
    requireFields(entry);
    TenantId tenant = new TenantId(entry.getString("tenant"));
    if (!towns.containsKey(tenant)) {
      throw new IllegalArgumentException("there is no municipality " + tenant.value());
    }
    Registration registration = registration(entry);
    if (!numbers.add(tenant.value() + registration.addresseeNumber().value())) {
      throw new IllegalArgumentException("the addressee number stands in an earlier line");
    }
    towns.get(tenant).add(registration);
  }

  private static JsonObject object(String line) {
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      return reader.readObject();
    }
  }

  private static void requireFields(JsonObject entry) {
    for (String field : REQUIRED) {
      if (!entry.containsKey(field)) {
        throw new IllegalArgumentException(field + " is missing");
      }
    }
    for (String field : entry.keySet()) {
      if (!REQUIRED.contains(field) && !OPTIONAL.contains(field)) {
        throw new IllegalArgumentException("there is no field of that name: " + field);
      }
    }
  }

  private static Registration registration(JsonObject entry) {
    String sex = entry.getString("sex");
    if (!sex.equals("1") && !sex.equals("2")) {
      throw new IllegalArgumentException("sex is 1 (man) or 2 (woman), as in the layout");
    }
    String since = entry.getString("since", SINCE.toString());
    Map<ItemCode, String> told = new LinkedHashMap<>();
    if (entry.containsKey("items")) {
      JsonObject items = entry.getJsonObject("items");
      items.keySet().forEach(code -> told.put(new ItemCode(code), items.getString(code)));
    }
    Resident resident =
        new Resident(
            new ResidentCode(entry.getString("resident")),
            entry.getString("name"),
            entry.getString("kana"),
            LocalDate.parse(entry.getString("birth")),
            sex.equals("2"),
            entry.getString("address"),
            entry.containsKey("income") ? entry.getJsonNumber("income").longValueExact() : INCOME);
    return new Registration(
        new AddresseeNumber(entry.getString("addresseeNumber")),
        resident,
        Household.alone(resident),
        LocalDate.parse(since),
        Map.copyOf(told));
  }
}
