package renkei.broker.message;

import java.util.Optional;
import renkei.codebook.Reason;
import renkei.codebook.database.TenantTransaction;

/** What a message does, where the door deals with it itself (codes, permission lists). */
public interface InboundEffect {

  /**
   * Does it, in the transaction that makes the message durable. An exception undoes both.
   *
   * @return why it must not be done, and then the message is not kept either; empty if it was done
   */
  Optional<Reason> apply(TenantTransaction transaction);
}
