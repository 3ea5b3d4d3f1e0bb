package renkei.tenantstore.record;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import renkei.codebook.AddresseeNumber;
import renkei.codebook.Exchange;
import renkei.codebook.Exchange.Role;
import renkei.codebook.RecordId;

/**
 * The exchange records of one municipality inside one transaction. They only grow: the database
 * grants nobody on the platform to change or delete one. All methods throw {@link
 * renkei.codebook.database.DatabaseUnavailableException} if the store cannot be reached.
 */
public interface ExchangeRecords {

  /**
   * Puts exchanges on record. A tenant has one record for each exchange it asked for and one for
   * each permit it answered; a second one changes nothing.
   *
   * @return whether each is new, in the same order
   */
  List<Boolean> append(List<Exchange> exchanges);

  /** Puts one exchange on record; returns whether it is new. */
  default boolean append(Exchange exchange) {
    return append(List.of(exchange)).getFirst();
  }

  /** Hands over all records of one role, oldest first, without holding them all in memory. */
  void forEach(Role role, Consumer<ExchangeRecord> reader);

  /**
   * The newest {@code limit} records about one person that may be shown to that person, oldest
   * first.
   */
  List<ExchangeRecord> history(AddresseeNumber person, int limit);

  /**
   * Looks for records.
   *
   * @param after those up to this one have been seen
   * @param atMost how many rows are looked at, and so how many records come back at most
   */
  RecordSearch.Page search(RecordSearch wanted, Optional<RecordId> after, int atMost);

  /**
   * Keeps a record from being shown to the person it is about (不開示). The record itself stays as it
   * is, in the tree and in every export; repeating it changes nothing.
   *
   * @return whether there is such a record
   */
  boolean hide(RecordId id);

  /** Lets a record be shown again; one that was not hidden stays as it is. */
  void show(RecordId id);

  /** The newest signed head of the tenant's hash tree; empty before the first sealing. */
  Optional<SignedHead> head();

  /**
   * Proves that a record is under the newest head; empty if unknown or not sealed yet. Takes a few
   * milliseconds whatever the size of the tree.
   *
   * @throws IllegalStateException if the record, or what leads from it to the head, was changed
   */
  Optional<RecordProof> prove(RecordId id);

  /**
   * Writes the newest head and everything under it as text that can be checked without the
   * database. Contains personal data.
   *
   * @throws IllegalStateException naming the record, if one is gone, was changed, or is neither in
   *     the tree nor on its way there
   */
  void export(Consumer<String> lines);
}
