package renkei.tenantstore.replica;

import java.util.List;
import java.util.Optional;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.Reason;

/**
 * The replicas of one municipality inside one transaction. All methods throw {@link
 * renkei.codebook.database.DatabaseUnavailableException} if the store cannot be read.
 */
public interface Replicas {

  /**
   * What may be answered automatically. What cannot be asked comes first, then protection and
   * holds, then whether the information is loaded, then the records that match, of one edition
   * ({@link EditionChoice}). One round trip for all of them; if the flags cannot be read, nothing
   * is answered.
   *
   * @param wanted 20 at most
   * @return a reading for each, in their order
   */
  List<Reading> read(List<Wanted> wanted);

  /** As {@link #read(List)}, of one. */
  default Reading read(Wanted wanted) {
    return read(List.of(wanted)).getFirst();
  }

  /**
   * Why something cannot be asked so, whomever it is about: the first that {@link #read(List)}
   * looks at. For whom nobody knows: they are told what everybody is told.
   *
   * @return empty if it can be asked
   */
  Optional<Reason> refusal(InformationCode information, Wanted.Choice choice);

  /**
   * The records of a person as they were registered in one edition, in the order of their first
   * days, flags apart: for reading back. Empty if there are none.
   */
  List<Registered> readBack(AddresseeNumber subject, InformationCode information, Edition edition);
}
