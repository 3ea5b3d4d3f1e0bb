package renkei.gateway.http;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code Content-Type} says of a body (RFC 9110, 8.3.1).
 *
 * @param mediaType in lower case, without parameters
 */
public record BodyType(String mediaType) {

  /** More is not needed to say what a body is. */
  private static final int LONGEST = 256;

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

  private static final Pattern TYPE = Pattern.compile(TOKEN + "/" + TOKEN);

  private static final Pattern PARAMETER =
      Pattern.compile(
          "[ \\t]*;[ \\t]*(?:(%s)=(?:(%s)|\"((?:[^\"\\\\]|\\\\.)*)\"))?".formatted(TOKEN, TOKEN));

  /**
   * Reads the header's value.
   *
   * @return empty if it is none, or names a character set other than UTF-8: by any of its names, in
   *     any case, quoted or not
   */
  public static Optional<BodyType> read(String text) {
    String stripped = text.strip();
    Matcher type = TYPE.matcher(stripped);
    if (stripped.length() > LONGEST || !type.lookingAt()) {
      return Optional.empty();
    }
    List<String> charsets = new ArrayList<>();
    Matcher parameter = PARAMETER.matcher(stripped);
    int end = type.end();
    while (end < stripped.length()) {
      parameter.region(end, stripped.length());
      if (!parameter.lookingAt()) {
        return Optional.empty();
      }
      if ("charset".equalsIgnoreCase(parameter.group(1))) {
        charsets.add(value(parameter));
      }
      end = parameter.end();
    }
    return charsets.size() <= 1 && charsets.stream().allMatch(BodyType::isUtf8)
        ? Optional.of(new BodyType(type.group().toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  private static String value(Matcher parameter) {
    String token = parameter.group(2);
    return token != null ? token : parameter.group(3).replaceAll("\\\\(.)", "$1");
  }

  private static boolean isUtf8(String name) {
    try {
      return Charset.forName(name).equals(StandardCharsets.UTF_8);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      return false;
    }
  }
}
