package renkei.gateway.local;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyDirectory;
import renkei.codebook.ForbiddenNumberException;
import renkei.codebook.ForbiddenNumbers;
import renkei.codebook.TenantId;

/** Turns texts of a request into values, or refuses the request by the name of the field. */
public final class Fields {

  private Fields() {}

  /**
   * Reads a field that must be there.
   *
   * @param form makes the value, and throws {@link IllegalArgumentException} if it is malformed
   * @throws RefusedException if it is not there, or malformed
   */
  public static <T> T required(String name, @Nullable String text, Function<String, T> form) {
    if (text == null) {
      throw new RefusedException(RequestError.MALFORMED_FIELD, name + " is missing");
    }
    if (ForbiddenNumbers.in(text).isPresent()) {
      throw new RefusedException(
          RequestError.FORBIDDEN_NUMBER, name + " carries a number that must not be sent");
    }
    return find(text, form)
        .orElseThrow(
            () -> new RefusedException(RequestError.MALFORMED_FIELD, name + " is malformed"));
  }

  /**
   * Reads an addressee number of a tenant, by the form that it declared if it did; throws as {@link
   * #required} does.
   */
  public static AddresseeNumber addressee(
      String name, @Nullable String text, TenantId tenant, AgencyDirectory directory) {
    if (text == null || directory.addresseeForm(tenant).isEmpty()) {
      return required(name, text, AddresseeNumber::new);
    }
    try {
      return directory.addresseeNumber(tenant, text);
    } catch (ForbiddenNumberException _) {
      throw new RefusedException(
          RequestError.FORBIDDEN_NUMBER, name + " carries a number that must not be sent");
    } catch (IllegalArgumentException _) {
      throw new RefusedException(
          RequestError.MALFORMED_FIELD, name + " is not of the form you declared");
    }
  }

  /** As {@link #required}; empty if the field is not there. */
  public static <T> Optional<T> optional(
      String name, @Nullable String text, Function<String, T> form) {
    return text == null ? Optional.empty() : Optional.of(required(name, text, form));
  }

  /** Reads one of the words of an enum. */
  public static <E extends Enum<E>> E word(String name, @Nullable String text, Class<E> words) {
    return required(name, text, value -> Enum.valueOf(words, value));
  }

  /** A duration in the ISO form, not negative and not longer than {@code longest}. */
  public static Duration duration(String name, String text, Duration longest) {
    Duration duration = required(name, text, Duration::parse);
    if (duration.isNegative() || duration.compareTo(longest) > 0) {
      throw new RefusedException(
          RequestError.MALFORMED_FIELD, name + " must be from PT0S to " + longest);
    }
    return duration;
  }

  /** The value; empty if the text is malformed. */
  static <T> Optional<T> find(String text, Function<String, T> form) {
    try {
      return Optional.of(form.apply(text));
    } catch (IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }
}
