package renkei.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A table in the documentation that a test keeps true: below the marker line stands exactly what
 * the test finds. {@code -Drenkei.tables=write} writes it.
 */
public record StatedTable(Path file) {

  private static final String MARKER =
      "<!-- written by the test; below here nothing is edited -->\n";

  public static StatedTable of(String name) {
    return new StatedTable(SharedData.project().resolve("docs").resolve(name));
  }

  public void assertStates(String table) throws IOException {
    String text = Files.exists(file) ? Files.readString(file) : "";
    int marker = text.indexOf(MARKER);
    String head = marker < 0 ? text : text.substring(0, marker);
    String stated = head + MARKER + "\n" + table;
    if (System.getProperty("renkei.tables", "").equals("write")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, stated);
    }
    assertThat(Files.readString(file)).isEqualTo(stated);
  }
}
