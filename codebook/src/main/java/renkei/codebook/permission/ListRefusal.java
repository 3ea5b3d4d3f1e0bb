package renkei.codebook.permission;

/** Why a permission list does not count. The list before it stays in force. */
public enum ListRefusal {
  /** A newer one was delivered before, or it was taken out of force. */
  NOT_NEWER,
  /** The same version, or part of it, was delivered or announced with another content. */
  CONTRADICTS,
  /** No manifest has announced such a part. */
  PART_UNKNOWN,
  /** A class names a body that the directory does not have. */
  UNKNOWN_BODY,
  /** Two rows hold for the same exchange, and ask for different things. */
  ROWS_CONTRADICT,
  /** There are fewer or more rows than announced. */
  ROWS_MISSING,
  /** What was delivered does not have the form of a list. */
  MALFORMED
}
