package renkei.tenantstore.load;

import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;
import renkei.codebook.directory.AddresseeForm;
import renkei.tenantstore.layout.Layouts;

/**
 * Loads replicas of one municipality, at once or in parts. Nobody is answered from a load before
 * all of it came; then all of it counts together. Each bad record is reported and does no harm to
 * the others. Of one record the greater sequence wins, whatever comes first. Thread-safe; every
 * method throws {@link renkei.codebook.database.DatabaseUnavailableException} if the store is away,
 * but those that say so in what they return.
 */
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
   * once all of it was read, or not at all. UTF-8, RFC 4180, the header of {@link LineColumns};
   * empty lines and 0x1A at the end of the stream do not count. A load that breaks off leaves
   * nothing, and is sent again from its beginning.
   */
  ImportOutcome load(InformationCode information, Edition edition, Load load, InputStream csv);

  /** Begins a load that comes in parts; the same one again is a no-op. */
  OpenOutcome open(InformationCode information, Edition edition, Load load);

  /**
   * Takes one part: a stream as {@link #load} reads it, with a header of its own. Parts come in
   * their order, and no record goes on from one into the next. One that was cut is sent again: what
   * is kept of it is passed over, if it is the same.
   *
   * @param part from 1
   */
  PartOutcome part(Load.Batch batch, int part, LoadFormat format, InputStream in);

  /** Takes one part of CSV. */
  default PartOutcome part(Load.Batch batch, int part, InputStream csv) {
    return part(batch, part, LoadFormat.CSV, csv);
  }

  /**
   * Ends a load: all of it counts from now on. Again it is a no-op.
   *
   * @param parts how many it has
   */
  FinishOutcome finish(Load.Batch batch, int parts);

  /** Gives up a load that does not count yet; whether there was one. */
  boolean abandon(Load.Batch batch);

  /** What is known of a load; empty if there is none of this name, or it was given up. */
  Optional<LoadStatus> find(Load.Batch batch);

  /** The newest loads that were not given up, at most {@code most}. */
  List<LoadStatus> list(int most);

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
