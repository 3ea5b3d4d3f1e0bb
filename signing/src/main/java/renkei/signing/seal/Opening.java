package renkei.signing.seal;

/** What came of opening a seal. */
public sealed interface Opening {

  /**
   * The seal was made for one of the keys and for this context, and is whole.
   *
   * @param content what was sealed; belongs to the caller
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Opened(byte[] content) implements Opening {

    /** Says how long the content is, and hides it. */
    @Override
    public String toString() {
      return "Opened[" + content.length + " bytes]";
    }
  }

  /** It does not open; by design nobody is told why. */
  record NotOpened() implements Opening {}
}
