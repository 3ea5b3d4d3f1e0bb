package renkei.tenantstore.record;

import java.util.List;

/**
 * Shows that one record is under a signed head.
 *
 * @param leaf the exact text that was hashed into the tree
 * @param index its place, from 0
 * @param path the sibling hashes in lower-case hexadecimal, from the leaf upwards
 */
public record RecordProof(SignedHead head, String leaf, long index, List<String> path) {

  /** Copies the list. */
  public RecordProof {
    path = List.copyOf(path);
  }

  /** Hides the record. */
  @Override
  public String toString() {
    return "RecordProof[" + index + " of " + head.size() + "]";
  }
}
