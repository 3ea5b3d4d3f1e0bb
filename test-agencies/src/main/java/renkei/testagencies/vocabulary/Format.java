package renkei.testagencies.vocabulary;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The check that every code's constructor makes. */
final class Format {

  /** Every pattern is compiled once; there are as many as there are kinds of codes. */
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private Format() {}

  /** Names the kind of code and never the value: it may be personal. */
  static void require(String value, String pattern, String what) {
    if (!PATTERNS.computeIfAbsent(pattern, Pattern::compile).matcher(value).matches()) {
      throw new IllegalArgumentException("not the form of " + what + ": " + pattern);
    }
  }
}
