package renkei.gateway.local;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.ForbiddenNumberException;
import renkei.codebook.ForbiddenNumbers;
import renkei.codebook.TenantId;
import renkei.codebook.directory.AddresseeForm;
import renkei.codebook.directory.AgencyDirectory;
import renkei.gateway.wording.Form;
import renkei.gateway.wording.Forms;
import renkei.gateway.wording.Phrase;

/** Turns texts of a request into values, or refuses the request by the name of the field. */
public final class Fields {

  /** What a field of some contract may be called, and nothing that names a person. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z_.-]{0,39}");

  private static final Phrase PRESENT = new Phrase("be there, and %s", "必須であり、次の形式であること: %s");

  private static final Phrase HAS_FORM = new Phrase("be %s", "次の形式であること: %s");

  private static final Phrase OPAQUE =
      new Phrase("be an opaque value, never a 個人番号 or 住民票コード", "個人番号・住民票コードではない値であること");

  private Fields() {}

  /**
   * Reads a field that must be there.
   *
   * @throws RefusedException if it is not there, or malformed
   */
  public static <T> T required(String name, @Nullable String text, Form<T> form) {
    if (text == null) {
      throw new RefusedException(
          RequestError.MALFORMED_FIELD,
          name + " is missing",
          new FieldFault(name, PRESENT.with(form.expected())));
    }
    refuseForbidden(name, text);
    return form.read(text).orElseThrow(() -> malformed(name, HAS_FORM.with(form.expected())));
  }

  /**
   * Reads an addressee number of a tenant, by the form that it declared if it did; throws as {@link
   * #required} does.
   */
  public static AddresseeNumber addressee(
      String name, @Nullable String text, TenantId tenant, AgencyDirectory directory) {
    Optional<AddresseeForm> declared = directory.addresseeForm(tenant);
    if (text == null || declared.isEmpty()) {
      return required(name, text, Forms.ADDRESSEE_NUMBER);
    }
    try {
      return directory.addresseeNumber(tenant, text);
    } catch (ForbiddenNumberException _) {
      throw forbidden(name);
    } catch (IllegalArgumentException _) {
      throw malformed(
          name,
          new Phrase("have the form that your municipality declared, %s", "自団体が届け出た形式 %s であること")
              .with(declared.get()));
    }
  }

  /** As {@link #required}; empty if the field is not there. */
  public static <T> Optional<T> optional(String name, @Nullable String text, Form<T> form) {
    return text == null ? Optional.empty() : Optional.of(required(name, text, form));
  }

  /** Reads one of the words of an enum. */
  public static <E extends Enum<E>> E word(String name, @Nullable String text, Class<E> words) {
    return required(name, text, Form.word(words));
  }

  /** A duration in the ISO form, not negative and not longer than {@code longest}. */
  public static Duration duration(String name, String text, Duration longest) {
    Duration duration = required(name, text, Forms.DURATION);
    if (duration.isNegative() || duration.compareTo(longest) > 0) {
      throw malformed(name, new Phrase("be from PT0S to %s", "PT0S 以上 %s 以下であること").with(longest));
    }
    return duration;
  }

  /**
   * The refusal of a field whose value has not the form of the contract.
   *
   * @param expected completes "must …"
   */
  public static RefusedException malformed(String name, Phrase expected) {
    return new RefusedException(
        RequestError.MALFORMED_FIELD, name + " is malformed", new FieldFault(name, expected));
  }

  /** Refuses one of the two numbers that must never arrive, wherever it stands. */
  public static void refuseForbidden(String name, String text) {
    if (ForbiddenNumbers.in(text).isPresent()) {
      throw forbidden(name);
    }
  }

  private static RefusedException forbidden(String name) {
    return new RefusedException(
        RequestError.FORBIDDEN_NUMBER,
        name + " carries a number that must not be sent",
        new FieldFault(name, OPAQUE));
  }

  /**
   * A name that a caller gave to something, as it may be told back; nothing that could be a value.
   */
  public static String shown(String name) {
    return NAME.matcher(name).matches() ? name : "…";
  }

  /** The value; empty if the text is malformed. */
  static <T> Optional<T> find(String text, Function<String, T> form) {
    return new Form<>(form, Phrase.NONE).read(text);
  }
}
