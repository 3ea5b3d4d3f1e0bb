package renkei.tenantstore.record;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * JSON of strings, arrays and objects and nothing else, in the one form that RFC 8785 (JSON
 * Canonicalization Scheme) gives it: members in the order of their names' UTF-16 code units, no
 * blank, no needless escape. Equal values are equal texts.
 */
sealed interface CanonicalJson {

  /** A string. */
  record Text(String value) implements CanonicalJson {

    /** Hides it. */
    @Override
    public String toString() {
      return "Text[****]";
    }
  }

  /** An array. */
  record Values(List<CanonicalJson> values) implements CanonicalJson {

    /** Copies the list. */
    public Values {
      values = List.copyOf(values);
    }
  }

  /**
   * An object.
   *
   * @param members by their names, in the natural order of strings, which is that of RFC 8785
   */
  record Members(SortedMap<String, CanonicalJson> members) implements CanonicalJson {

    /** Copies the map. */
    public Members {
      members = new TreeMap<>(members);
    }
  }

  /** Writes it. */
  default String write() {
    StringBuilder out = new StringBuilder(1_024);
    write(this, out);
    return out.toString();
  }

  private static void write(CanonicalJson json, StringBuilder out) {
    switch (json) {
      case Text(String value) -> string(value, out);
      case Values(List<CanonicalJson> values) -> {
        char before = '[';
        for (CanonicalJson value : values) {
          write(value, out.append(before));
          before = ',';
        }
        out.append(values.isEmpty() ? "[]" : "]");
      }
      case Members(SortedMap<String, CanonicalJson> members) -> {
        char before = '{';
        for (var member : members.entrySet()) {
          string(member.getKey(), out.append(before));
          write(member.getValue(), out.append(':'));
          before = ',';
        }
        out.append(members.isEmpty() ? "{}" : "}");
      }
    }
  }

  /** RFC 8785, 3.2.2.2. */
  private static void string(String value, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(c < 16 ? '0' : '1').append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /**
   * Reads such a text.
   *
   * @throws IllegalArgumentException if it is not of this form, to the letter, or is nested too
   *     deep; says nothing of what stands in it
   */
  static CanonicalJson read(String text) {
    Reader reader = new Reader(text);
    CanonicalJson json = reader.value(0);
    // Everything that another writer may choose - order, blanks, escapes, repeats - shows here.
    if (!json.write().equals(text) || !isUnicode(text)) {
      throw malformed();
    }
    return json;
  }

  /** No half of a surrogate pair stands alone (RFC 8785, 3.2.2.2), which no hash is defined of. */
  private static boolean isUnicode(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException("not canonical JSON of strings, arrays and objects");
  }

  /** Reads more than is canonical; whoever calls it compares. */
  final class Reader {

    private static final int DEEPEST = 8;

    private final String text;
    private int at;

    private Reader(String text) {
      this.text = text;
    }

    private CanonicalJson value(int depth) {
      if (depth > DEEPEST) {
        throw malformed();
      }
      return switch (peek()) {
        case '"' -> new Text(string());
        case '[' -> values(depth);
        case '{' -> members(depth);
        default -> throw malformed();
      };
    }

    private Values values(int depth) {
      List<CanonicalJson> values = new ArrayList<>();
      at++;
      if (!ended(']')) {
        do {
          values.add(value(depth + 1));
        } while (goesOn(']'));
      }
      return new Values(values);
    }

    private Members members(int depth) {
      SortedMap<String, CanonicalJson> members = new TreeMap<>();
      at++;
      if (!ended('}')) {
        do {
          String name = string();
          expect(':');
          members.put(name, value(depth + 1));
        } while (goesOn('}'));
      }
      return new Members(members);
    }

    private boolean ended(char end) {
      boolean ended = peek() == end;
      at += ended ? 1 : 0;
      return ended;
    }

    private boolean goesOn(char end) {
      if (ended(end)) {
        return false;
      }
      expect(',');
      return true;
    }

    private String string() {
      expect('"');
      StringBuilder value = new StringBuilder();
      while (peek() != '"') {
        char c = text.charAt(at++);
        value.append(c == '\\' ? escaped() : c);
      }
      at++;
      return value.toString();
    }

    private char escaped() {
      char c = peek();
      at++;
      return switch (c) {
        case '"', '\\' -> c;
        case 'b' -> '\b';
        case 't' -> '\t';
        case 'n' -> '\n';
        case 'f' -> '\f';
        case 'r' -> '\r';
        case 'u' -> control();
        default -> throw malformed();
      };
    }

    /** The characters that have an escape of this kind are those below a blank. */
    private char control() {
      if (text.length() < at + 4) {
        throw malformed();
      }
      int high = Character.digit(text.charAt(at + 2), 16);
      int low = Character.digit(text.charAt(at + 3), 16);
      at += 4;
      return (char) Math.max(0, high * 16 + low);
    }

    private void expect(char c) {
      if (peek() != c) {
        throw malformed();
      }
      at++;
    }

    private char peek() {
      if (at >= text.length()) {
        throw malformed();
      }
      return text.charAt(at);
    }
  }
}
