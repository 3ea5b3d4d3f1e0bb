package renkei.codebook.permission;

import renkei.codebook.Matter;
import renkei.codebook.PermissionRowId;
import renkei.codebook.Purpose;
import renkei.codebook.directory.BodyClassId;
import renkei.codebook.directory.Validity;

/**
 * One row of a permission list by classes of bodies: who may ask whom, for what, under which
 * conditions, and when.
 *
 * @param id unique in the list; goes on record with what it allowed
 * @param inquirers the class of those that may ask
 * @param providers the class of those that may be asked
 * @param matter under which procedure, what, and which items at most
 * @param terms the conditions
 */
public record PermissionRow(
    PermissionRowId id,
    BodyClassId inquirers,
    BodyClassId providers,
    Purpose purpose,
    Matter matter,
    Terms terms) {

  /** In characters. */
  static final int LONGEST_BASIS = 500;

  /**
   * Under which conditions a row allows what it allows.
   *
   * @param legalBasis in words (法令上の根拠), at most 500 characters; may be empty
   * @param consent whether the person must have agreed
   * @param delegation whether either side may act for another body
   * @param validity on which days
   */
  public record Terms(
      String legalBasis, ConsentRule consent, DelegationRule delegation, Validity validity) {

    /** Throws {@link IllegalArgumentException} if the words are too many. */
    public Terms {
      if (legalBasis.length() > LONGEST_BASIS) {
        throw new IllegalArgumentException(
            "a legal basis must have at most " + LONGEST_BASIS + " characters");
      }
    }
  }
}
