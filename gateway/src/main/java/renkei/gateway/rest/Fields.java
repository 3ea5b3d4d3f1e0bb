package renkei.gateway.rest;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import renkei.codebook.ForbiddenNumbers;

/** Turns texts of a request into values, or refuses the request by the name of the field. */
final class Fields {

  private Fields() {}

  /**
   * Reads a field that must be there.
   *
   * @param form makes the value, and throws {@link IllegalArgumentException} if it is malformed
   */
  static <T> T required(String name, @Nullable String text, Function<String, T> form) {
    if (text == null) {
      throw new RefusedException(RestError.MALFORMED_FIELD, name + " is missing");
    }
    if (ForbiddenNumbers.in(text).isPresent()) {
      throw new RefusedException(
          RestError.FORBIDDEN_NUMBER, name + " carries a number that must not be sent");
    }
    try {
      return form.apply(text);
    } catch (IllegalArgumentException | DateTimeException _) {
      throw new RefusedException(RestError.MALFORMED_FIELD, name + " is malformed");
    }
  }

  static <E extends Enum<E>> E word(String name, @Nullable String text, Class<E> words) {
    return required(name, text, value -> Enum.valueOf(words, value));
  }

  /** A duration in the ISO form, not negative and not longer than {@code longest}. */
  static Duration duration(String name, String text, Duration longest) {
    Duration duration = required(name, text, Duration::parse);
    if (duration.isNegative() || duration.compareTo(longest) > 0) {
      throw new RefusedException(
          RestError.MALFORMED_FIELD, name + " must be from PT0S to " + longest);
    }
    return duration;
  }
}
