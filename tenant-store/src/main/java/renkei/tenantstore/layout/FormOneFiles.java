package renkei.tenantstore.layout;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemCode;

/**
 * Reads layouts of form 1 from the class path: flat, one record for a person, each code list inside
 * its item.
 */
final class FormOneFiles {

  private static final String FOLDER = "/layouts/";

  private FormOneFiles() {}

  static List<Layout> builtIn() {
    return read("index.txt")
        .lines()
        .filter(name -> !name.isBlank())
        .map(FormOneFiles::layout)
        .toList();
  }

  private static Layout layout(String name) {
    try (JsonReader reader = Json.createReader(new StringReader(read(name)))) {
      return layout(reader.readObject());
    } catch (JsonException | ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException("the layout " + name + " cannot be read", e);
    }
  }

  private static Layout layout(JsonObject file) {
    Edition edition = new Edition(file.getString("edition"));
    return new Layout(
        new InformationCode(file.getString("information")),
        edition,
        new Layout.Life(LocalDate.parse(edition.value() + "-01"), Optional.empty()),
        names(file),
        new Layout.RecordKind(KeyKind.NONE, Set.of(ConditionKind.CURRENT)),
        List.of(),
        file.getJsonArray("items").getValuesAs(JsonObject.class).stream()
            .map(FormOneFiles::item)
            .toList(),
        List.of(),
        List.of());
  }

  private static Names names(JsonObject named) {
    return new Names(named.getString("nameJa"), named.getString("nameEn"));
  }

  private static LayoutItem item(JsonObject item) {
    return new LayoutItem(
        new ItemCode(item.getString("code")),
        Optional.empty(),
        names(item),
        new ItemForm(
            ItemType.valueOf(item.getString("type")),
            item.getInt("length"),
            Optional.ofNullable(item.getJsonObject("codes")).map(FormOneFiles::codes),
            false),
        new LayoutItem.Presence(item.getBoolean("required"), Set.of()),
        false,
        Optional.empty());
  }

  /** A list of form 1 has neither name nor version of its own. */
  private static CodeList codes(JsonObject codes) {
    Map<String, String> values = new LinkedHashMap<>();
    codes.forEach((code, meaning) -> values.put(code, ((JsonString) meaning).getString()));
    return new CodeList(new CodeListId("CL00000000"), 1, values);
  }

  private static String read(String name) {
    try (InputStream file = FormOneFiles.class.getResourceAsStream(FOLDER + name)) {
      if (file == null) {
        throw new IllegalArgumentException("no such layout file: " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
