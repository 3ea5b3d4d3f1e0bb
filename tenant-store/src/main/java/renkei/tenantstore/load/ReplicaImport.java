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
   * Reads the stream once, line by line, and commits good records in batches, which count together
   * once all of it was read, or not at all; each bad record is reported and does no harm to the
   * others. UTF-8, RFC 4180, the header of {@link LineColumns}; empty lines and 0x1A at the end of
   * the stream do not count. Of one record the greater sequence wins, whatever comes first.
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
