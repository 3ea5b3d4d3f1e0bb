package renkei.tenantstore.load;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import renkei.tenantstore.layout.Layout;

/** Where a load puts what it read, in transactions of its own. */
public interface ReplicaSink {

  /** How a load comes. */
  enum Way {
    /** In one piece: one of the same name that did not end is given up. */
    AT_ONCE,
    /** In parts, each of which can go on where it was cut. */
    IN_PARTS
  }

  /** What a load begins with. */
  sealed interface Opened {

    /** It can be written. */
    record Writing(Writer writer) implements Opened {}

    /**
     * A load of this name, meant the same way, came whole before.
     *
     * @param digest of what came
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Ended(byte[] digest, ImportReceipt receipt) implements Opened {}

    /** A load of this name is meant another way, or comes another way. */
    record Differs() implements Opened {}

    /** As many loads in parts are open as one tenant may have. */
    record TooMany() implements Opened {}

    /** An edition is followed for the first time by one that nobody has signed off. */
    record Untested() implements Opened {}

    /** An edition is followed for the first time, and not by a full load. */
    record NotFull() implements Opened {}
  }

  /**
   * Begins a load, or goes on with it.
   *
   * @throws renkei.codebook.database.DatabaseUnavailableException as all methods here, if it is not
   *     certain that it is done
   */
  Opened open(Layout layout, Load load, Way way);

  /** What is known of a load; empty if there is none of this name, or it was given up. */
  Optional<LoadStatus> find(Load.Batch batch);

  /** The newest loads that were not given up, at most {@code most}. */
  List<LoadStatus> list(int most);

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
    /** The store cannot keep it, and never will; that it came is kept. */
    REFUSED,
    /** The store cannot even keep that it came. */
    LOST
  }

  /**
   * What became of one change.
   *
   * @param other the line of the same load that it overtakes, that overtook it or that it repeats;
   *     0 if there is none
   * @param touched what of that which stood before the load it changes
   */
  record Effect(Kind kind, long other, Touched touched) {

    /** Of one that changes nothing that stood. */
    public Effect(Kind kind, long other) {
      this(kind, other, Touched.NOTHING);
    }
  }

  /**
   * What became of a change after all, since another load was released meanwhile.
   *
   * @param line where it began
   */
  record Late(long line, Kind kind) {}

  /**
   * What else the end of a load did.
   *
   * @param state what the load is from now on
   * @param deleted how many records are ended because the load does not name them
   */
  record Settled(LoadState state, long deleted, List<Late> late) {}

  /**
   * How a load ended.
   *
   * @param registers whether the information counts as loaded from now on
   * @param nameless whether a line did not say whom it was about
   * @param digest of what came
   * @param touched how many of the records that stood before it changes
   */
  @SuppressWarnings("ArrayRecordComponent")
  record End(boolean registers, boolean nameless, byte[] digest, Touched touched) {}

  /**
   * How far a part has come.
   *
   * @param part from 1
   * @param records how many of its records are kept
   * @param chain the digest of the rows up to there
   * @param complete whether that is all of it
   * @param tally what became of them
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Progress(int part, long records, byte[] chain, boolean complete, Tally tally) {

    /** Of a part of which nothing came. */
    public static Progress none(int part) {
      return new Progress(part, 0, new byte[0], false, new Tally());
    }
  }

  /**
   * What follows from the effects of a batch.
   *
   * @param marks of whom nothing is known, for what was not taken
   * @param after how far the part has come with the batch
   */
  record Step(List<ReplicaChange.Unreadable> marks, Progress after) {}

  /** Writes one load. Nobody is answered from it until it is released. */
  interface Writer {

    /** How far a part has come, from now on known; it has come nowhere if it is new. */
    Progress begin(int part);

    /**
     * Commits these changes, those which the store refuses apart, and how far the part has come
     * with them: all together.
     *
     * @param before what is written only if nobody has gone on from there
     * @param step what follows from what became of each, in their order; it may be asked more than
     *     once, and changes nothing itself
     * @return how far the part has come
     */
    Progress commit(
        Progress before, List<ReplicaChange> changes, Function<List<Effect>, Step> step);

    /** How far each part has come, in their order. */
    List<Progress> parts();

    /**
     * Makes all of the load count, at once; or, if it changes too much, lets it wait for two
     * members of staff; or leaves it to be looked at, in test mode.
     *
     * @param receipt writes the receipt, which is kept with the load
     * @return the receipt
     */
    ImportReceipt finish(End end, Function<Settled, ImportReceipt> receipt);

    /** Gives the load up, and takes away what was written of it. */
    void abandon();
  }

  /** Gives up a load that does not count yet; whether there was one. */
  boolean abandon(Load.Batch batch);

  /** Writes a load that is open; empty if there is none of this name, or it is open no more. */
  Optional<Writer> writer(Layout layout, Load.Batch batch);
}
