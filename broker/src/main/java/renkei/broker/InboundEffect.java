package renkei.broker;

import renkei.codebook.database.TenantTransaction;

/** What a message does, where the door deals with it itself (codes, permission lists). */
public interface InboundEffect {

  /** Does it, in the transaction that makes the message durable. An exception undoes both. */
  void apply(TenantTransaction transaction);
}
