package renkei.tenantstore.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import renkei.tenantstore.layout.Objection;
import renkei.tenantstore.layout.Objection.Rule;

/**
 * Reads CSV as RFC 4180 has it, strictly, in UTF-8, with bounded memory whatever comes. Lines end
 * in CRLF or LF. Works on bytes: those that matter to CSV never occur inside a longer UTF-8
 * sequence, so that one bad sequence costs one line. What is left of a bad record is passed over by
 * the same rules, quotes included, so that the inside of a field is never taken for a record. Empty
 * lines at the end of the stream are no records; before others each is one of one empty field.
 */
final class CsvReader {

  /** Longer records are refused. */
  static final int MAXIMUM_BYTES = 64 * 1024;

  /** More fields are refused. */
  static final int MAXIMUM_FIELDS = 512;

  private static final int END = -1;

  private enum Finding {
    FINE,
    QUOTE_INSIDE,
    STRAY_RETURN,
    BEHIND_QUOTE,
    TOO_LONG,
    TOO_MANY,
    NOT_UTF_8,
    ENDLESS;

    private Objection objection() {
      return switch (this) {
        case FINE -> throw new IllegalStateException("there is none to what is fine");
        case QUOTE_INSIDE -> Objection.to(Rule.QUOTE_INSIDE);
        case STRAY_RETURN -> Objection.to(Rule.STRAY_RETURN);
        case BEHIND_QUOTE -> Objection.to(Rule.BEHIND_QUOTE);
        case TOO_LONG -> Objection.to(Rule.LINE_TOO_LONG, MAXIMUM_BYTES);
        case TOO_MANY -> Objection.to(Rule.TOO_MANY_FIELDS, MAXIMUM_FIELDS);
        case NOT_UTF_8 -> Objection.to(Rule.NOT_UTF_8);
        case ENDLESS -> Objection.to(Rule.ENDLESS_QUOTE);
      };
    }
  }

  private final ByteSource bytes;
  private final Field field = new Field();
  private final List<String> fields = new ArrayList<>();
  private long line;

  /** Empty lines right before this one, not handed out yet: they may have been the end. */
  private long empty;

  private int length;

  /**
   * @param firstLine the number of the first line
   */
  CsvReader(InputStream in, long firstLine) {
    this.bytes = new ByteSource(in);
    this.line = firstLine;
  }

  /** The next record; throws only if the stream itself fails. */
  CsvRow next() throws IOException {
    if (empty == 0) {
      passOverEmptyLines();
    }
    if (bytes.current() == END) {
      return new CsvRow.End();
    }
    if (empty > 0) {
      return new CsvRow.Fields(line - empty--, List.of(""));
    }
    long start = line;
    return switch (record()) {
      case FINE -> new CsvRow.Fields(start, List.copyOf(fields));
      case ENDLESS -> new CsvRow.Lost(start, Finding.ENDLESS.objection(), List.copyOf(fields));
      case Finding finding -> new CsvRow.Bad(start, finding.objection(), List.copyOf(fields));
    };
  }

  private void passOverEmptyLines() throws IOException {
    while (bytes.current() == '\n') {
      take();
      empty++;
    }
  }

  private Finding record() throws IOException {
    fields.clear();
    length = 0;
    Finding first = Finding.FINE;
    while (true) {
      Finding finding = field();
      if (finding == Finding.ENDLESS) {
        return finding;
      }
      if (first == Finding.FINE) {
        first = finding;
      }
      passOverField();
      if (bytes.current() != ',') {
        endLine();
        return first;
      }
      take();
    }
  }

  private Finding field() throws IOException {
    field.reset();
    Finding finding = bytes.current() == '"' ? quoted() : bare();
    if (finding != Finding.FINE) {
      return finding;
    }
    if (fields.size() == MAXIMUM_FIELDS) {
      return Finding.TOO_MANY;
    }
    try {
      fields.add(field.text());
      return Finding.FINE;
    } catch (CharacterCodingException _) {
      return Finding.NOT_UTF_8;
    }
  }

  private Finding bare() throws IOException {
    while (true) {
      switch (bytes.current()) {
        case ',', '\n', END -> {
          return Finding.FINE;
        }
        case '"' -> {
          return Finding.QUOTE_INSIDE;
        }
        case '\r' -> {
          return Finding.STRAY_RETURN;
        }
        default -> {
          if (length >= MAXIMUM_BYTES) {
            return Finding.TOO_LONG;
          }
          field.add(bytes.current());
          take();
        }
      }
    }
  }

  private Finding quoted() throws IOException {
    take();
    while (true) {
      int current = bytes.current();
      if (current == END || field.size >= MAXIMUM_BYTES) {
        return Finding.ENDLESS;
      }
      take();
      if (current == '"') {
        switch (bytes.current()) {
          case '"' -> take();
          case ',', '\n', END -> {
            return length > MAXIMUM_BYTES ? Finding.TOO_LONG : Finding.FINE;
          }
          default -> {
            return Finding.BEHIND_QUOTE;
          }
        }
      }
      field.add(current);
    }
  }

  private void take() throws IOException {
    if (bytes.current() == '\n') {
      line++;
    }
    if (length <= MAXIMUM_BYTES) {
      length++;
    }
    bytes.advance();
  }

  private void passOverField() throws IOException {
    while (bytes.current() != ',' && bytes.current() != '\n' && bytes.current() != END) {
      bytes.advance();
    }
  }

  private void endLine() throws IOException {
    if (bytes.current() == '\n') {
      take();
    }
  }

  /** The bytes of the field in view: most are empty, or ASCII and need no strict decoder. */
  private static final class Field {

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private byte[] bytes = new byte[256];
    private int size;
    private int all;

    private void reset() {
      size = 0;
      all = 0;
    }

    private void add(int next) {
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * size);
      }
      bytes[size++] = (byte) next;
      all |= next;
    }

    private String text() throws CharacterCodingException {
      if (size == 0) {
        return "";
      }
      return all < 0x80
          ? new String(bytes, 0, size, StandardCharsets.US_ASCII)
          : decoder.decode(ByteBuffer.wrap(bytes, 0, size)).toString();
    }
  }
}
