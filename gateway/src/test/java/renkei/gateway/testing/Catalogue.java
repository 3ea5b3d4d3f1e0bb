package renkei.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code docs/error-codes.md}, table by table: what stands there is what the code says. {@code
 * -Drenkei.catalogue=write} writes the tables anew.
 */
public final class Catalogue {

  private static final Path FILE = Path.of("..", "docs", "error-codes.md");

  private Catalogue() {}

  /** Compares one table, or writes it where that is asked for. */
  public static void holds(String table, List<String> rows) {
    String begin = "<!-- " + table + " -->\n";
    String end = "<!-- end of " + table + " -->";
    String text = text();
    assertThat(text).contains(begin, end);
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf(end);
    String wanted = String.join("\n", rows) + "\n";
    if ("write".equals(System.getProperty("renkei.catalogue"))) {
      write(text.substring(0, from) + wanted + text.substring(to));
      return;
    }
    assertThat(text.substring(from, to)).isEqualTo(wanted);
  }

  private static String text() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(String text) {
    try {
      Files.writeString(FILE, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
