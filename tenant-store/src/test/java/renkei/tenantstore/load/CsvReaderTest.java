package renkei.tenantstore.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renkei.tenantstore.layout.Objection;
import renkei.tenantstore.layout.Objection.Rule;
import renkei.tenantstore.load.CsvRow.Bad;
import renkei.tenantstore.load.CsvRow.End;
import renkei.tenantstore.load.CsvRow.Fields;
import renkei.tenantstore.load.CsvRow.Lost;

class CsvReaderTest {

  @Test
  void readsQuotesCommasAndLineEndsAsTheStandardHasThem() throws IOException {
    assertThat(read("a,\"b,\"\"c\"\"\",\r\n\"d\ne\",f,g\nlast"))
        .containsExactly(
            new Fields(1, List.of("a", "b,\"c\"", "")),
            new Fields(2, List.of("d\ne", "f", "g")),
            new Fields(4, List.of("last")),
            new End());
  }

  @Test
  void skipsAByteOrderMarkAndReadsNothingFromNothing() throws IOException {
    assertThat(read("\uFEFFa\r\n")).containsExactly(new Fields(1, List.of("a")), new End());
    assertThat(read("\uFEFF")).containsExactly(new End());
    assertThat(read("")).containsExactly(new End());
    assertThat(read("\n")).containsExactly(new End());
  }

  @Test
  void takesEmptyLinesAndControlZAtTheEndForNoRecords() throws IOException {
    for (String end :
        List.of("\r\n\r\n", "\n\n\n", "\u001a", "\r\n\u001a", "\n\u001a\r\n\u001a\n")) {
      assertThat(read("a,b" + end)).containsExactly(new Fields(1, List.of("a", "b")), new End());
    }
    assertThat(read("a" + "\u001a".repeat(60_000)))
        .containsExactly(new Fields(1, List.of("a")), new End());
  }

  @Test
  void takesAnEmptyLineBeforeOthersForARecord() throws IOException {
    assertThat(read("a\n\n\r\nb\n\n"))
        .containsExactly(
            new Fields(1, List.of("a")),
            new Fields(2, List.of("")),
            new Fields(3, List.of("")),
            new Fields(4, List.of("b")),
            new End());
  }

  @Test
  void takesAControlZBeforeMoreForACharacterLikeAnyOther() throws IOException {
    assertThat(read("a\u001a,b\n\u001a\nc"))
        .containsExactly(
            new Fields(1, List.of("a\u001a", "b")),
            new Fields(2, List.of("\u001a")),
            new Fields(3, List.of("c")),
            new End());
  }

  @Test
  @Timeout(20)
  void looksForTheEndOnceHoweverManyControlZThereAre() throws IOException {
    List<CsvRow> rows = read("\u001a\n".repeat(300_000) + "b");

    assertThat(rows).hasSize(300_002).endsWith(new Fields(300_001, List.of("b")), new End());
  }

  @Test
  void refusesOneLineAndGoesOnWithTheNext() throws IOException {
    assertThat(read("a\"b\r\nc\r\n\"d\"e\nf\rg\nh"))
        .containsExactly(
            new Bad(1, Objection.to(Rule.QUOTE_INSIDE), List.of()),
            new Fields(2, List.of("c")),
            new Bad(3, Objection.to(Rule.BEHIND_QUOTE), List.of()),
            new Bad(4, Objection.to(Rule.STRAY_RETURN), List.of()),
            new Fields(5, List.of("h")),
            new End());
  }

  @Test
  void takesNothingInsideAQuotedFieldForARecordThoughTheRecordIsBad() throws IOException {
    assertThat(read("a\"b,\"c\nPUT,d\",e\nf"))
        .containsExactly(
            new Bad(1, Objection.to(Rule.QUOTE_INSIDE), List.of("c\nPUT,d", "e")),
            new Fields(3, List.of("f")),
            new End());
    assertThat(read("x".repeat(70_000) + ",\"c\nPUT,d\"\nf"))
        .containsExactly(
            new Bad(1, Objection.to(Rule.LINE_TOO_LONG, 65536), List.of()),
            new Fields(3, List.of("f")),
            new End());
    assertThat(read("\"" + "x".repeat(40_000) + "\",\"" + "y".repeat(40_000) + "\"\nf"))
        .containsExactly(
            new Bad(1, Objection.to(Rule.LINE_TOO_LONG, 65536), List.of("x".repeat(40_000))),
            new Fields(2, List.of("f")),
            new End());
  }

  @Test
  void refusesTheLineThatIsNotUtf8() throws IOException {
    byte[] bytes = "ab,c\nd,e\n".getBytes(UTF_8);
    bytes[1] = (byte) 0xc0;

    assertThat(read(new ByteArrayInputStream(bytes)))
        .containsExactly(
            new Bad(1, Objection.to(Rule.NOT_UTF_8), List.of("c")),
            new Fields(2, List.of("d", "e")),
            new End());
  }

  @Test
  void boundsLinesFieldsAndQuotes() throws IOException {
    assertThat(read("x".repeat(70_000) + "\nb"))
        .containsExactly(
            new Bad(1, Objection.to(Rule.LINE_TOO_LONG, 65536), List.of()),
            new Fields(2, List.of("b")),
            new End());
    assertThat(read(",".repeat(600) + "\nb"))
        .containsExactly(
            new Bad(1, Objection.to(Rule.TOO_MANY_FIELDS, 512), Collections.nCopies(512, "")),
            new Fields(2, List.of("b")),
            new End());
    assertThat(read("a\n\"" + "x".repeat(70_000)).getLast())
        .isEqualTo(new Lost(2, Objection.to(Rule.ENDLESS_QUOTE), List.of()));
    assertThat(read("a\n\"b").getLast())
        .isEqualTo(new Lost(2, Objection.to(Rule.ENDLESS_QUOTE), List.of()));
  }

  @Test
  void holdsNoMoreThanOneLineOfAnEndlessOne() throws IOException {
    long size = 300_000_000L;
    InputStream endless =
        new InputStream() {
          private long left = size;

          @Override
          public int read() {
            return left-- > 0 ? 'x' : -1;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
              return -1;
            }
            int filled = (int) Math.min(length, left);
            Arrays.fill(buffer, offset, offset + filled, (byte) 'x');
            left -= filled;
            return filled;
          }
        };

    assertThat(read(endless))
        .containsExactly(new Bad(1, Objection.to(Rule.LINE_TOO_LONG, 65536), List.of()), new End());
  }

  @Test
  void writesAndReadsBackWhateverFieldsThereAre() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      List<String> fields = new ArrayList<>();
      for (int i = random.nextInt(6); i >= 0; i--) {
        fields.add(text(random));
      }
      String line =
          String.join(
              ",", fields.stream().map(one -> '"' + one.replace("\"", "\"\"") + '"').toList());

      assertThat(read(line + "\r\n").getFirst())
          .as("seed %d round %d", seed, round)
          .isEqualTo(new Fields(1, fields));
    }
  }

  @Test
  void endsOnAnyBytes() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] alphabet = "\"\",,\r\n\nab\u3042".getBytes(UTF_8);
    for (int round = 0; round < 2000; round++) {
      byte[] bytes = new byte[random.nextInt(200)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] =
            random.nextInt(8) == 0
                ? (byte) random.nextInt(256)
                : alphabet[random.nextInt(alphabet.length)];
      }
      assertThat(read(new ByteArrayInputStream(bytes)))
          .as("seed %d round %d", seed, round)
          .hasSizeLessThanOrEqualTo(bytes.length + 1);
    }
  }

  private static String text(Random random) {
    String characters = "a,\"\n漢𠮷 ";
    StringBuilder text = new StringBuilder();
    int[] points = characters.codePoints().toArray();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  private static List<CsvRow> read(String text) throws IOException {
    return read(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  private static List<CsvRow> read(InputStream in) throws IOException {
    CsvReader reader = new CsvReader(in, 1);
    List<CsvRow> rows = new ArrayList<>();
    CsvRow row;
    do {
      row = reader.next();
      rows.add(row);
    } while (!(row instanceof End) && !(row instanceof Lost));
    return rows;
  }
}
