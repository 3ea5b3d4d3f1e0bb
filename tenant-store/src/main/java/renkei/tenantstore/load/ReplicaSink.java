package renkei.tenantstore.load;

import java.util.List;
import java.util.function.Function;
import renkei.tenantstore.layout.Layout;

/** Where a load puts what it read, in transactions of its own. */
public interface ReplicaSink {

  /** What a load begins with. */
  sealed interface Opened {

    /** It can be written. */
    record Writing(Writer writer) implements Opened {}

    /**
     * A load of this name was released before.
     *
     * @param sameLoad whether it was meant the same way, of the same information and edition
     * @param digest SHA-256 of the bytes that came
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Released(boolean sameLoad, byte[] digest, ImportReceipt receipt) implements Opened {}
  }

  /**
   * Begins a load. One of the same name that was not released is given up: whoever wrote it cannot
   * go on.
   *
   * @throws renkei.codebook.database.DatabaseUnavailableException as all methods here, if it is not
   *     certain that it is done
   */
  Opened open(Layout layout, Load load);

  /** What became of one change. */
  enum Kind {
    /** It will stand. */
    APPLIED,
    /** The same stands, of the same sequence. */
    UNCHANGED,
    /** A greater sequence stands, or is in the load. */
    OVERTAKEN,
    /** The load says something else of the same sequence. */
    REPEATED,
    /** Something else stands of the same sequence. */
    SEQUENCE_REUSED,
    /** The store cannot keep it, and never will. */
    REFUSED
  }

  /**
   * What became of one change.
   *
   * @param other the line of the same load that it overtakes, that overtook it or that it repeats;
   *     0 if there is none
   */
  record Effect(Kind kind, long other) {}

  /**
   * What became of a change after all, since another load was released meanwhile.
   *
   * @param line where it began
   */
  record Late(long line, Kind kind) {}

  /**
   * What else a release did.
   *
   * @param deleted how many records were ended because the load does not name them
   */
  record Settled(long deleted, List<Late> late) {}

  /**
   * How a load ended.
   *
   * @param registers whether the information counts as loaded from now on
   * @param nameless whether a line did not say whom it was about
   * @param digest SHA-256 of the bytes that came
   */
  @SuppressWarnings("ArrayRecordComponent")
  record End(boolean registers, boolean nameless, byte[] digest) {}

  /** Writes one load. Nobody is answered from it until it is released. */
  interface Writer {

    /**
     * Commits these changes, together unless the store refuses one of them: then all others.
     *
     * @return what became of each, in their order
     */
    List<Effect> commit(List<ReplicaChange> changes);

    /**
     * Makes all of the load count, at once.
     *
     * @param receipt writes the receipt, which is kept with the load
     * @return the receipt
     */
    ImportReceipt release(End end, Function<Settled, ImportReceipt> receipt);

    /** Gives the load up, and takes away what was written of it. */
    void abandon();
  }
}
