package renkei.signing.evidence;

import java.util.List;

/**
 * The proof that one item belongs to a signed batch; stands without the other items.
 *
 * @param head of the batch
 * @param index place of the item, from 0
 * @param path sibling hashes from the leaf upwards (RFC 9162, 2.1.3)
 */
public record ItemProof(BatchHead head, long index, List<byte[]> path) {

  /** Keeps the list, not its arrays' owner. */
  public ItemProof {
    path = List.copyOf(path);
  }
}
