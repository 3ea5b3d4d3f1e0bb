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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.ItemCode;

/** Reads layouts from data files. */
final class LayoutFiles {

  private static final String FOLDER = "/layouts/";

  private LayoutFiles() {}

  static List<Layout> builtIn() {
    return read("index.txt")
        .lines()
        .filter(name -> !name.isBlank())
        .map(LayoutFiles::layout)
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
    return new Layout(
        new InformationCode(file.getString("information")),
        new Edition(file.getString("edition")),
        file.getString("nameJa"),
        file.getString("nameEn"),
        file.getJsonArray("items").getValuesAs(JsonObject.class).stream()
            .map(LayoutFiles::item)
            .toList());
  }

  private static LayoutItem item(JsonObject item) {
    Map<String, String> codes =
        item.containsKey("codes")
            ? item.getJsonObject("codes").entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey, code -> ((JsonString) code.getValue()).getString()))
            : Map.of();
    return new LayoutItem(
        new ItemCode(item.getString("code")),
        item.getString("nameJa"),
        item.getString("nameEn"),
        ItemType.valueOf(item.getString("type")),
        item.getInt("length"),
        codes,
        item.getBoolean("required"));
  }

  private static String read(String name) {
    try (InputStream file = LayoutFiles.class.getResourceAsStream(FOLDER + name)) {
      if (file == null) {
        throw new IllegalArgumentException("no such layout file: " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
