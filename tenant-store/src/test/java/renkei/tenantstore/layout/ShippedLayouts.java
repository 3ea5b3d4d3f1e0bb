package renkei.tenantstore.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import renkei.codebook.Edition;

/** The layouts of form 2 that are shipped, from the class path. */
public final class ShippedLayouts {

  public static final List<String> CODES =
      List.of(
          "101", "201", "202", "203", "204", "205", "206", "207", "208", "401", "402", "403", "501",
          "502");
  public static final Edition FIRST = new Edition("2026-06");
  public static final Edition SECOND = new Edition("2027-06");

  private ShippedLayouts() {}

  /** A file as it is shipped; its code by the last three digits. */
  public static String text(String code, Edition edition) {
    String name = "/layouts/form-2/%s/TM00000000000%s.json".formatted(edition, code);
    try (InputStream file =
        Optional.ofNullable(ShippedLayouts.class.getResourceAsStream(name)).orElseThrow()) {
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of them, in both editions. */
  public static Layouts all() {
    return Layouts.of(
        CODES.stream()
            .flatMap(code -> Stream.of(layout(code, FIRST), layout(code, SECOND)))
            .toList());
  }

  public static Layout layout(String code, Edition edition) {
    return read(text(code, edition));
  }

  /** The layout of a text that must be one. */
  static Layout read(String text) {
    return switch (LayoutFile.read(text.getBytes(UTF_8))) {
      case LayoutFile.Reading.Read(Layout layout) -> layout;
      case LayoutFile.Reading.Refused(LayoutRefused refused) ->
          throw new AssertionError(refused.en());
    };
  }
}
