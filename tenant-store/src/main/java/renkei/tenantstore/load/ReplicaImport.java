package renkei.tenantstore.load;

import java.io.InputStream;
import java.time.Clock;
import java.util.Optional;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.directory.AddresseeForm;
import renkei.tenantstore.layout.Layouts;

/** Loads replicas of one municipality from CSV. Thread-safe. */
@FunctionalInterface
public interface ReplicaImport {

  /** How a load is meant. */
  enum Load {
    /**
     * Everybody: once completed, the information code counts as loaded if any line could be taken.
     * Refused if it has no lines: an export that failed looks the same. Removes nobody by itself.
     */
    FULL,
    /** Changes only. */
    DIFFERENCE
  }

  /**
   * The bulkhead between loads and the database: says when a load may work there. Between one batch
   * and the next it holds nothing there, however slowly its sender sends.
   */
  @FunctionalInterface
  interface BatchBulkhead {

    /** At once. */
    BatchBulkhead UNBOUNDED = Runnable::run;

    /**
     * Runs one batch, in this thread and before it returns.
     *
     * @throws renkei.codebook.database.DatabaseUnavailableException if there is no room for too
     *     long: the load breaks off
     */
    void run(Runnable batch);
  }

  /**
   * Reads the stream once, line by line, and commits good lines in batches; each bad line is
   * reported and does no harm to the others. UTF-8, RFC 4180, header {@code
   * operation,addressee_number,as_of} and then the item codes of the layout in any order, operation
   * {@code PUT} or {@code DELETE}; empty lines and 0x1A at the end of the stream do not count. For
   * one person the newer as-of day wins, and of one day the later line.
   *
   * @return what was committed; true even if the load broke off in the middle
   */
  ImportOutcome load(InformationCode information, Edition edition, Load load, InputStream csv);

  /**
   * An import that checks by these layouts and commits to {@code sink}.
   *
   * @param form of the municipality's addressee numbers, if it declared one
   */
  static ReplicaImport into(
      ReplicaSink sink, Layouts layouts, Optional<AddresseeForm> form, Clock clock) {
    return new StreamedReplicaImport(layouts, sink, form, clock);
  }
}
