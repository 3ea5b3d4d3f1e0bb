package renkei.codebook.permission;

/** What was delivered as a permission list is none. */
public final class ListRefusedException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final ListRefusal why;

  /**
   * Says what is wrong.
   *
   * @param sentence for people; names lines, rows, classes and bodies
   */
  ListRefusedException(ListRefusal why, String sentence) {
    super(sentence);
    this.why = why;
  }

  /** The same as a result. */
  public ListReceived.Refused refused() {
    return new ListReceived.Refused(why, String.valueOf(getMessage()));
  }
}
