package renkei.tenantstore.load;

import java.util.List;
import renkei.codebook.Edition;
import renkei.codebook.InformationCode;

/** Where a load puts what it read, in transactions of its own. */
public interface ReplicaSink {

  /** What became of one change. */
  enum Effect {
    /** It stands. */
    APPLIED,
    /** The same stood already, of the same day. */
    UNCHANGED,
    /** Something newer stands, or came after it in the same call. */
    SUPERSEDED,
    /** The store cannot keep it, and never will. */
    REFUSED
  }

  /**
   * Commits these changes, together unless the store refuses one of them: then all others. For one
   * person the newer as-of day wins, and of one day the later change; what changes nothing leaves
   * the version alone.
   *
   * @return what became of each, in their order
   * @throws renkei.codebook.database.DatabaseUnavailableException if it is not certain that they
   *     are committed
   */
  List<Effect> commit(InformationCode information, Edition edition, List<ReplicaChange> changes);

  /**
   * Marks an information code as loaded in full; throws as {@link #commit} does.
   *
   * @param complete whether every line named its person: only then does a missing replica say that
   *     there is nothing
   */
  void register(InformationCode information, boolean complete);

  /**
   * Notes that a line came which does not say whom it is about: until the next complete load a
   * missing replica says nothing. Throws as {@link #commit} does.
   */
  void doubt(InformationCode information);
}
