package renkei.tenantstore.load;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a load of replicas is meant.
 *
 * @param batch by which the sender knows it: sent again it does nothing again
 */
public record Load(Batch batch, Mode mode, Scope scope, Origin origin) {

  /** One that is to be answered from. */
  public Load(Batch batch, Scope scope, Origin origin) {
    this(batch, Mode.REGISTER, scope, origin);
  }

  /** What a load is for. */
  public enum Mode {
    /** To be answered from. */
    REGISTER,
    /** To see what it would do: nobody is answered from it. */
    TEST
  }

  /** The name of a load, of its sender's choice. */
  public record Batch(String value) {

    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z._-]{1,64}");

    /** Throws {@link IllegalArgumentException} if the value has another form. */
    public Batch {
      if (!FORM.matcher(value).matches()) {
        throw new IllegalArgumentException("a batch is 1 to 64 of 0-9, A-Z, a-z, '.', '_', '-'");
      }
    }

    @Override
    public String toString() {
      return value;
    }
  }

  /** Of whom a load speaks. */
  public sealed interface Scope {

    /**
     * Of everybody: once released, the information code counts as loaded in the edition if any line
     * could be taken. Refused if it has no lines: an export that failed looks the same.
     *
     * @param covers the days of which it says everything; empty if of all
     */
    record Full(Missing missing, Optional<Covers> covers) implements Scope {}

    /** Of changes only. */
    record Difference() implements Scope {}
  }

  /** What becomes of records that a full load does not name. */
  public enum Missing {
    /** They stay. */
    KEEP,
    /**
     * They are ended, as far as the load covers their days; none of anybody who was in a line that
     * could not be taken, and none at all if a line does not say whom it is about.
     */
    DELETE
  }

  /** The days of which a full load says everything, by the calendar of Japan. */
  public record Covers(LocalDate first, LocalDate last) {

    /** Throws {@link IllegalArgumentException} if they are not in their order. */
    public Covers {
      if (first.isAfter(last)) {
        throw new IllegalArgumentException("a load covers days in their order");
      }
    }
  }

  /**
   * Where the data come from, in the sender's words; either may be empty.
   *
   * @param system that wrote them
   * @param sourceVersion which state of it
   */
  public record Origin(String system, String sourceVersion) {

    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z._-]{0,64}");

    /** Where the sender does not say. */
    public static final Origin UNKNOWN = new Origin("", "");

    /** Throws {@link IllegalArgumentException} if one of them has another form. */
    public Origin {
      if (!FORM.matcher(system).matches() || !FORM.matcher(sourceVersion).matches()) {
        throw new IllegalArgumentException("an origin is up to 64 of 0-9, A-Z, a-z, '.', '_', '-'");
      }
    }
  }
}
