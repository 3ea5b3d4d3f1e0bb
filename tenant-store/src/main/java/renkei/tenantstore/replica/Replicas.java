package renkei.tenantstore.replica;

import java.time.Instant;
import java.util.Optional;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.AgencyCode;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;

/**
 * The replicas of one municipality inside one transaction. All methods throw {@link
 * renkei.codebook.database.DatabaseUnavailableException} if the store cannot be read.
 */
public interface Replicas {

  /**
   * What may be answered automatically about {@code subject}: protection and holds come first, then
   * whether the information is loaded, then the replica of the newest edition. One round trip; if
   * the flags cannot be read, nothing is answered. Whatever staff let others be answered counts for
   * nothing here.
   */
  Reading read(AddresseeNumber subject, InformationCode information);

  /** As {@link #read}, to this inquirer: staff may have let it be answered in spite of a case. */
  Reading readFor(AgencyCode inquirer, AddresseeNumber subject, InformationCode information);

  /**
   * As {@link #read}, after a member of staff released the answer.
   *
   * @param seen until when they could see flags; what was set later, be it a hold or a protection
   *     case, holds the answer again
   */
  Reading readReleased(AddresseeNumber subject, InformationCode information, Instant seen);

  /** Finds the replica of the newest edition, flags apart. */
  Optional<Replica> find(AddresseeNumber subject, InformationCode information);

  /** Finds the replica of one edition, flags apart: for reading back what was registered. */
  Optional<Replica> find(AddresseeNumber subject, InformationCode information, Edition edition);

  /** Whether the municipality has loaded this information. */
  RegistrationState state(InformationCode information);
}
