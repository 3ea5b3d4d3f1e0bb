package renkei.tenantstore.replica;

import java.time.Instant;
import java.util.Optional;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;

/**
 * What one municipality has loaded in full, inside one transaction. All methods throw {@link
 * renkei.codebook.database.DatabaseUnavailableException} if the store cannot be reached.
 */
public interface Registrations {

  /**
   * How far a municipality has loaded one information code in one edition.
   *
   * @param doubtedAt when the last line came that names nobody, while {@link
   *     RegistrationState#IN_DOUBT}
   * @param covers the days of which a full load says everything; empty if all, or none is completed
   */
  record Extent(RegistrationState state, Optional<Instant> doubtedAt, Optional<Days> covers) {}

  /** How far this information code is loaded in this edition. */
  Extent find(InformationCode information, Edition edition);

  /**
   * Ends a doubt: the municipality says that the lines which named nobody are dealt with, so that
   * somebody without a replica is again somebody about whom there is nothing.
   *
   * @param seen until when it knows of such lines; of a later one it cannot have spoken
   * @return false if there is no doubt, or a later one
   */
  boolean endDoubt(InformationCode information, Edition edition, Instant seen);
}
