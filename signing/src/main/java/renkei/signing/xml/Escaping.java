package renkei.signing.xml;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Character escapes of Canonical XML 1.0, section 2.3. */
final class Escaping {

  private Escaping() {}

  static void text(String value, StringBuilder out) {
    escape(value, out, Escaping::inText);
  }

  static void attribute(String value, StringBuilder out) {
    escape(value, out, Escaping::inAttribute);
  }

  /** Copies what stands between two escapes in one go. */
  private static void escape(
      String value, StringBuilder out, IntFunction<@Nullable String> escapes) {
    int copied = 0;
    for (int i = 0; i < value.length(); i++) {
      String escape = escapes.apply(value.charAt(i));
      if (escape != null) {
        out.append(value, copied, i).append(escape);
        copied = i + 1;
      }
    }
    out.append(value, copied, value.length());
  }

  private static @Nullable String inText(int c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '\r' -> "&#xD;";
      default -> null;
    };
  }

  private static @Nullable String inAttribute(int c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '"' -> "&quot;";
      case '\t' -> "&#x9;";
      case '\n' -> "&#xA;";
      case '\r' -> "&#xD;";
      default -> null;
    };
  }
}
