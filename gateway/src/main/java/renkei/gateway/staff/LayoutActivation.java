package renkei.gateway.staff;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.JapanTime;
import renkei.codebook.database.PlatformTransaction;
import renkei.tenantstore.layout.LayoutShelf;

/**
 * Two operators move the day from which an edition of a layout answers, as long as it does not: see
 * {@link LayoutShelf#activate}. The subject is information code, edition and day, with spaces
 * between them; the day begins at midnight in Japan.
 */
public final class LayoutActivation implements TwoPersonAct {

  /** The name of this kind. */
  public static final String KIND = "activate-layout";

  private static final Pattern SUBJECT =
      Pattern.compile(
          "(TM[0-9]{14}) ([0-9]{4}-[0-9]{2}) ([0-9]{4}-[0-9]{2}-[0-9]{2})(T\\S{1,40})?");

  private final LayoutShelf shelf;
  private final boolean demonstration;

  /**
   * @param demonstration whether an instant is taken in the place of a day, so that a demonstration
   *     need not wait for midnight
   */
  public LayoutActivation(LayoutShelf shelf, boolean demonstration) {
    this.shelf = shelf;
    this.demonstration = demonstration;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Right proposedWith() {
    return Right.OPERATE;
  }

  /** What is to be done. */
  private record Wanted(InformationCode information, Edition edition, Instant at) {}

  @Override
  public String describe(String subject) {
    Wanted wanted = read(subject);
    return "%s %s answers from %s"
        .formatted(wanted.information(), wanted.edition(), wanted.at().atZone(JapanTime.ZONE));
  }

  @Override
  public Performed perform(PlatformTransaction tx, Agreement agreement) {
    Wanted wanted = read(agreement.subject());
    return LayoutWithdrawal.performed(
        shelf.activate(wanted.information(), wanted.edition(), wanted.at(), tx));
  }

  private Wanted read(String subject) {
    Matcher read = SUBJECT.matcher(subject);
    if (!read.matches() || (read.group(4) != null && !demonstration)) {
      throw malformed(Optional.empty());
    }
    try {
      Instant at =
          read.group(4) == null
              ? LocalDate.parse(read.group(3)).atStartOfDay(JapanTime.ZONE).toInstant()
              : Instant.parse(read.group(3) + read.group(4));
      return new Wanted(new InformationCode(read.group(1)), new Edition(read.group(2)), at);
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw malformed(Optional.of(e));
    }
  }

  private static IllegalArgumentException malformed(Optional<RuntimeException> cause) {
    return new IllegalArgumentException(
        "an information code, an edition and a day, such as TM00000000000202 2027-06 2027-06-01",
        cause.orElse(null));
  }
}
