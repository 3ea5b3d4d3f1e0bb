package renkei.testagencies.resident;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.InputStream;
import java.util.List;
import renkei.testagencies.vocabulary.Edition;
import renkei.testagencies.vocabulary.InformationCode;
import renkei.testagencies.vocabulary.ItemCode;
import renkei.testagencies.vocabulary.PublishedFile;

/**
 * A published layout (データ標準レイアウト).
 *
 * @param information whose items these are
 * @param edition of the layout
 * @param items in the order of the file
 */
public record LayoutFile(InformationCode information, Edition edition, List<LayoutItem> items) {

  /** What the values of an item look like. */
  public enum ItemType {
    /** Any text of the permitted character set. */
    TEXT,
    /** Full-width katakana. */
    KANA,
    /** yyyy-MM-dd. */
    DATE,
    /** A whole number. */
    NUMBER,
    /** One of the code list. */
    CODE
  }

  /**
   * One item.
   *
   * @param name in English
   * @param length at most so many characters
   * @param codes the permitted values of a {@link ItemType#CODE}; empty otherwise
   */
  public record LayoutItem(
      ItemCode code,
      String name,
      ItemType type,
      int length,
      List<String> codes,
      boolean required) {}

  /**
   * Reads a layout from the class path.
   *
   * @throws IllegalStateException if it is not published
   */
  public static LayoutFile published(InformationCode information, Edition edition) {
    String file = "/layouts/%s/%s.json".formatted(edition.value(), information.value());
    return PublishedFile.read(file, LayoutFile::read);
  }

  private static LayoutFile read(InputStream in) {
    try (JsonReader reader = Json.createReader(in)) {
      return read(reader.readObject());
    }
  }

  private static LayoutFile read(JsonObject layout) {
    return new LayoutFile(
        new InformationCode(layout.getString("information")),
        new Edition(layout.getString("edition")),
        layout.getJsonArray("items").getValuesAs(JsonObject.class).stream()
            .map(LayoutFile::item)
            .toList());
  }

  private static LayoutItem item(JsonObject item) {
    JsonObject codes = item.getJsonObject("codes");
    return new LayoutItem(
        new ItemCode(item.getString("code")),
        item.getString("nameEn"),
        ItemType.valueOf(item.getString("type")),
        item.getInt("length"),
        codes == null ? List.of() : List.copyOf(codes.keySet()),
        item.getBoolean("required"));
  }
}
