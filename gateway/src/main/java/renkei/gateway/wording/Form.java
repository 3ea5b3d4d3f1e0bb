package renkei.gateway.wording;

import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import renkei.codebook.ForbiddenNumberException;

/**
 * What a text must look like to be a value, and how callers are told so.
 *
 * @param reading makes the value, and throws {@link IllegalArgumentException} or {@link
 *     DateTimeException} if the text has another form
 * @param expected completes "must be …"
 */
public record Form<T>(Function<String, T> reading, Phrase expected) {

  /** The names of an enum, and nothing else. */
  public static <E extends Enum<E>> Form<E> word(Class<E> words) {
    String all =
        Arrays.stream(words.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    return new Form<>(
        text -> Enum.valueOf(words, text), new Phrase("one of " + all, "次のいずれか: " + all));
  }

  /**
   * Reads a text.
   *
   * @return empty if it has another form
   * @throws ForbiddenNumberException if it is a number that must never arrive
   */
  public Optional<T> read(String text) {
    try {
      return Optional.of(reading.apply(text));
    } catch (ForbiddenNumberException e) {
      throw e;
    } catch (IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }
}
