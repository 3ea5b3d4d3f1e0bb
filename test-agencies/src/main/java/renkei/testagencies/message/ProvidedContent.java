package renkei.testagencies.message;

import java.time.LocalDate;
import java.util.Optional;
import renkei.testagencies.vocabulary.Edition;

/**
 * What an inquirer was given.
 *
 * @param asOf the day the content was true; empty for a history
 * @param edition of its layout; empty for a history
 * @param content opened
 */
public record ProvidedContent(
    Optional<LocalDate> asOf, Optional<Edition> edition, Content content) {

  /** Of a record. */
  public ProvidedContent(LocalDate asOf, Edition edition, Content content) {
    this(Optional.of(asOf), Optional.of(edition), content);
  }
}
